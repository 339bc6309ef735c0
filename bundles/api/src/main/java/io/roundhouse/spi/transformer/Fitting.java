package io.roundhouse.spi.transformer;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Learns from data what a step has to know: one pass over all rows in batches of any size, in bounded memory. The same
 * rows in the same order give the same, however they are cut into batches. One thread; not on a request's path.
 */
@ConsumerType
public interface Fitting {
    /**
     * The columns it learns from: those that the step will read, as it will read them, and beside them such as only data
     * has, a label for example.
     */
    List<TensorSpec> reads();

    /**
     * The names of those of {@link #reads()} that only data has and no request. They come from the data as they are there:
     * no step, nor the model, may write columns of these names.
     */
    default List<String> labels() {
        return List.of();
    }

    /**
     * Sees some rows.
     *
     * @param columns at least those of {@link #reads()}; only read, not kept
     * @throws InferenceException {@code INVALID_INPUT}: the content is at fault, and the message says which row of these
     */
    void see(Tensors columns);

    /**
     * The step's settings, those that were given and those that were learnt: made with them, the step needs no data. Asked
     * once, after the last row.
     *
     * @throws InferenceException {@code INVALID_INPUT}: the rows do not suffice, and the message says what is missing
     */
    Settings fitted();
}

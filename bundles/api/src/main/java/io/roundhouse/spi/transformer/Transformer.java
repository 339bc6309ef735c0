package io.roundhouse.spi.transformer;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One step before or after the model: reads columns and writes columns, tensors whose dimension 0 is the row. {@link
 * #apply} runs on many request threads at once. {@link #close} is called once, after the last {@code apply} returned.
 */
@ConsumerType
public interface Transformer extends AutoCloseable {
    /** The columns it needs. Any thread; never blocks; always the same. */
    List<TensorSpec> reads();

    /** The columns it makes; one of the name of a column that is there replaces it. As {@link #reads()}. */
    List<TensorSpec> writes();

    /**
     * Transforms all rows of one request. May compute, must not wait for anything outside the process without a limit.
     *
     * @param columns at least those of {@link #reads()}, of the types and fitting shapes said there; only read, may be
     *     kept
     * @return those of {@link #writes()}, same number of rows; the caller's from now on
     * @throws InferenceException {@code INVALID_INPUT}: the content is at fault, and the message says which row
     */
    Tensors apply(Tensors columns);

    @Override
    default void close() {}
}

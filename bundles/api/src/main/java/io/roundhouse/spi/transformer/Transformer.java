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

    /**
     * As {@link #apply(Tensors)}, for a step that has to know for whom it works: one with a deadline of its own, one that
     * marks answers, one that asks another model. The server calls this one.
     *
     * @param context valid until return; this thread only
     */
    default Tensors apply(Tensors columns, StepContext context) {
        return apply(columns);
    }

    /**
     * Whether it writes as many rows as it reads; always the same. One that does not (an image becomes the boxes found in
     * it) writes columns of equally many rows, none among them. The server does not let a later step or the model read
     * columns of different rows together.
     */
    default boolean keepsRows() {
        return true;
    }

    /**
     * Whether what it makes may be remembered; always the same. The server then keeps what the step wrote, and flagged, as
     * long as the step is open, within its limits, and asks the step only for what it has not seen.
     */
    default Caching caching() {
        return Caching.NONE;
    }

    @Override
    default void close() {}
}

package io.roundhouse.spi.engine;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One model, loaded. {@link #infer} runs on up to {@link #instances} threads at once and may block; these threads belong
 * to the server and end soon after the model is closed. {@link #close} is called once, after the last {@code infer}
 * returned; when it returns, no thread of the engine works for this model any more and its memory is given back.
 */
@ConsumerType
public interface LoadedModel extends AutoCloseable {
    /** What it expects and gives. Any thread, at any time before {@link #close}; never blocks; always the same. */
    ModelSpec spec();

    /**
     * Answers a batch.
     *
     * @param batch as {@link ModelSpec#inputs()}, same names and types, shapes that fit, in any order of names;
     *     dimension 0 is the row where {@link ModelSpec#batches()}; the caller's, only read, valid until return
     * @param deadline the last moment anybody waits for this batch; an engine that can stop early does
     * @return as {@link ModelSpec#outputs()}, same number of rows; the caller's from now on
     * @throws InferenceException {@code INVALID_INPUT} or {@code REQUEST_QUARANTINED}: a row is at fault, rows are retried one
     *     by one; {@code DEADLINE_EXCEEDED}: stopped early; any other code: the batch failed as a whole
     */
    Tensors infer(Tensors batch, Deadline deadline);

    /** How many calls of {@link #infer} at once are worth while; 1 unless the engine says more. Never changes. */
    default int instances() {
        return 1;
    }

    /**
     * What an operator should know of how it was loaded, a sentence each, as that it runs on another device than was
     * preferred; mostly nothing. Shown with the model's state. Called once, after the load.
     */
    default List<String> notes() {
        return List.of();
    }

    @Override
    void close();
}

package io.roundhouse.server.flow;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Tensors;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The queue and the threads of one loaded model. Every call of the engine's {@code infer} is made on threads that the
 * batcher owns and that have ended when {@link #close} returns, or on a {@link RequestThread}, which {@link #close} tells
 * to end: native code stays mapped as long as a thread lives that ran it.
 */
@ProviderType
public interface Batcher extends AutoCloseable {
    /**
     * Runs the rows of one request, maybe together with those of others. Called on many threads at once; blocks until
     * the rows are answered or the deadline is past.
     *
     * @param inputs as the model's inputs; dimension 0 is the row where the model batches; only read, and kept until
     *     the batch is done even if the caller gave up
     * @throws InferenceException {@code OVERLOADED}: the queue is full; {@code DEADLINE_EXCEEDED}; or what the engine
     *     threw for these rows
     */
    Answer infer(Tensors inputs, Deadline deadline);

    /**
     * Ends the threads, and retires the request threads that called the engine. Called once, after the last {@link
     * #infer} returned, and never by a thread of the batcher; waits for a batch that is still running.
     */
    @Override
    void close();

    /**
     * What came of one request.
     *
     * @param outputs the rows of this request, as views on the batch's outputs
     * @param queueNanos from the call to the start of the batch
     * @param computeNanos the engine's time for the whole batch
     * @param cpuNanos what of a processor the thread took that called the engine, for the whole batch; negative where it was
     *     not measured
     * @param batchRows the rows of the whole batch
     * @param executions 1 for the first request of the batch, 0 for the others
     */
    record Answer(Tensors outputs, long queueNanos, long computeNanos, long cpuNanos, int batchRows, int executions) {
        /** One whose processor time was not measured. */
        public Answer(Tensors outputs, long queueNanos, long computeNanos, int batchRows, int executions) {
            this(outputs, queueNanos, computeNanos, -1, batchRows, executions);
        }
    }
}

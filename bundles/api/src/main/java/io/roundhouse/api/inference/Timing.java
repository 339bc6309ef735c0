package io.roundhouse.api.inference;

/**
 * Where the time of one request went, in nanoseconds.
 *
 * @param queueNanos waiting for admission, a model or a batch
 * @param transformNanos in the steps before and after the model
 * @param computeNanos in the engine, for the whole batch the request was in
 * @param cpuNanos what of a processor the thread took that called the engine, for that whole batch; negative where it was
 *     not measured, as for most requests: it costs a microsecond or two
 * @param totalNanos from the last byte read to the answer standing
 * @param batchRows rows of that batch, those of other requests included; 0 when no engine was reached
 * @param executions batches to count for this request: 1 for the first request of a batch, 0 for the others
 */
public record Timing(
        long queueNanos,
        long transformNanos,
        long computeNanos,
        long cpuNanos,
        long totalNanos,
        int batchRows,
        int executions) {
    /** One whose processor time was not measured. */
    public Timing(
            long queueNanos, long transformNanos, long computeNanos, long totalNanos, int batchRows, int executions) {
        this(queueNanos, transformNanos, computeNanos, -1, totalNanos, batchRows, executions);
    }
}

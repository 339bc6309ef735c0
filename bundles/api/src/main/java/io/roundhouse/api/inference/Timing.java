package io.roundhouse.api.inference;

/**
 * Where the time of one request went, in nanoseconds.
 *
 * @param queueNanos waiting for admission, a model or a batch
 * @param transformNanos in the steps before and after the model
 * @param computeNanos in the engine, for the whole batch the request was in
 * @param totalNanos from the last byte read to the answer standing
 * @param batchRows rows of that batch, those of other requests included; 0 when no engine was reached
 * @param executions batches to count for this request: 1 for the first request of a batch, 0 for the others
 */
public record Timing(
        long queueNanos, long transformNanos, long computeNanos, long totalNanos, int batchRows, int executions) {}

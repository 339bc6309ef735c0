package io.roundhouse.statistics;

import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Statistics.ModelStatistics;
import io.roundhouse.server.control.Statistics.Times;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one model version. Adding waits for nobody; a snapshot may miss what is being added meanwhile. */
final class ModelCounters {
    /** Distinct batch sizes told apart; executions of further ones are counted, but under no size. */
    static final int BATCH_SIZES_MAX = 1024;

    private final LongAdder inferences = new LongAdder();
    private final LongAdder executions = new LongAdder();
    private final Adder success = new Adder();
    private final Adder fail = new Adder();
    private final Adder queue = new Adder();
    private final Adder transform = new Adder();
    private final Adder compute = new Adder();
    private final ConcurrentMap<Integer, Adder> batches = new ConcurrentHashMap<>();
    private volatile long lastInferenceMillis;

    void answered(InferenceRequest request, InferenceResponse response, long nowMillis) {
        Timing timing = response.timing();
        // a model that takes no rows runs batches of 1, an answer without an engine has 0
        inferences.add(Math.min(request.inputs().rows(), timing.batchRows()));
        success.add(timing.totalNanos());
        queue.add(timing.queueNanos());
        transform.add(timing.transformNanos());
        compute.add(timing.computeNanos());
        executed(timing);
        if (lastInferenceMillis
                < nowMillis) { // once a millisecond: a shared cache line is not written by every request
            lastInferenceMillis = nowMillis;
        }
    }

    void failed(Timing timing) {
        fail.add(timing.totalNanos());
        executed(timing);
    }

    private void executed(Timing timing) {
        if (timing.executions() == 0) {
            return;
        }
        executions.add(timing.executions());
        Adder batch = batches.get(timing.batchRows());
        if (batch == null && batches.size() < BATCH_SIZES_MAX) {
            batch = batches.computeIfAbsent(timing.batchRows(), rows -> new Adder());
        }
        if (batch != null) {
            batch.add(timing.executions(), timing.computeNanos());
        }
    }

    ModelStatistics snapshot(ModelId model) {
        SortedMap<Integer, Times> byRows = new TreeMap<>();
        batches.forEach((rows, adder) -> byRows.put(rows, adder.times()));
        return new ModelStatistics(
                model,
                lastInferenceMillis,
                inferences.sum(),
                executions.sum(),
                success.times(),
                fail.times(),
                queue.times(),
                transform.times(),
                compute.times(),
                byRows);
    }

    private static final class Adder {
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        void add(long time) {
            add(1, time);
        }

        void add(long times, long time) {
            count.add(times);
            nanos.add(time);
        }

        Times times() {
            return new Times(count.sum(), nanos.sum());
        }
    }
}

package io.roundhouse.batcher;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Batcher.Answer;
import java.util.List;
import java.util.function.LongSupplier;

/** Runs a batch and tells each of its requests what came of it; never throws. One for all runners of a model. */
final class BatchRun {
    private final String name;
    private final CheckedModel model;
    private final LongSupplier nanoClock;
    private final CpuMeter cpu;

    BatchRun(String name, CheckedModel model, LongSupplier nanoClock, CpuMeter cpu) {
        this.name = name;
        this.model = model;
        this.nanoClock = nanoClock;
        this.cpu = cpu;
    }

    void run(List<Pending> batch) {
        run(batch, false);
    }

    /** One that nobody waits for: all of it is measured. */
    void runBackground(Pending pending) {
        run(List.of(pending), true);
    }

    private void run(List<Pending> batch, boolean measured) {
        try {
            infer(batch, measured);
        } catch (InferenceException e) {
            if (isOfOneRow(e.code()) && batch.size() > 1) {
                runAlone(batch); // one row is at fault, nobody knows which: let it fail alone
            } else {
                batch.forEach(pending -> pending.fail(e));
            }
        } catch (Throwable t) { // most likely no direct memory for the copy
            InferenceException failure = new InferenceException(
                    ErrorCode.INTERNAL, batch.size() + " requests for " + name + " could not be run as one batch", t);
            batch.forEach(pending -> pending.fail(failure));
        }
    }

    private static boolean isOfOneRow(ErrorCode code) {
        return code == ErrorCode.INVALID_INPUT || code == ErrorCode.REQUEST_QUARANTINED;
    }

    private void runAlone(List<Pending> batch) {
        for (Pending pending : batch) {
            if (!isOver(pending)) {
                run(List.of(pending));
            }
        }
    }

    private void infer(List<Pending> batch, boolean measured) {
        Joined joined = Joined.of(batch, model.batches());
        long cpuBegan = cpu.begin(measured);
        long began = nanoClock.getAsLong();
        Tensors outputs = model.infer(joined);
        long computeNanos = nanoClock.getAsLong() - began;
        long cpuNanos = cpu.since(cpuBegan);
        List<Tensors> parts = CheckedModel.split(outputs, batch);
        for (int i = 0; i < parts.size(); i++) {
            Pending pending = batch.get(i);
            long queueNanos = began - pending.sinceNanos;
            int executions = i == 0 ? 1 : 0;
            pending.answer(new Answer(parts.get(i), queueNanos, computeNanos, cpuNanos, joined.rows(), executions));
        }
    }

    /** Whether nobody waits for it any more; one that is too late is told so here, before it costs compute. */
    boolean isOver(Pending pending) {
        if (pending.isDone()) {
            return true;
        }
        if (pending.deadline.isPast(nanoClock.getAsLong())) {
            pending.fail(Pending.tooLate(name));
            return true;
        }
        return false;
    }
}

package io.roundhouse.offline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.ErrorCode.Category;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.Offline.Watch;
import io.roundhouse.spi.monitor.MonitorFactory.Profiling;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Two passes over a file: in the first the profile sees the rows that {@link Sieve} draws, in the second the others. So each
 * row is asked about once.
 */
final class ProfileRun {
    private static final int ASK_ROWS = 128; // a model that is served has others to answer
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final DataFile data;
    private final Intake intake;
    private final Optional<Asked> model;
    private final Watch watch;
    private final LongSupplier nanoClock;
    private long rows;
    private long refused;
    private String refusal = "";

    ProfileRun(DataFile data, Intake intake, Optional<Asked> model, Watch watch, LongSupplier nanoClock) {
        this.data = data;
        this.intake = intake;
        this.model = model;
        this.watch = watch;
        this.nanoClock = nanoClock;
    }

    /** Takes rows with what the model gave for them. */
    private interface Taker {
        void take(Tensors inputs, Tensors outputs);
    }

    void run(Profiling profiling) throws IOException {
        pass("profile, pass 1 of 2", true, profiling::sample);
        pass("profile, pass 2 of 2", false, profiling::count);
        data.checkUnchanged();
        if (rows == 0 && refused > 0) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT, "the model refuses every row, the first as " + refusal);
        }
    }

    private void pass(String doing, boolean drawn, Taker taker) throws IOException {
        long read = 0;
        try (RowsReader reader = ReadAhead.of(Format.read(data.path(), intake.columns()))) {
            for (Tensors batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
                Tensors inputs = intake.inputs(Sieve.pick(batch, read, drawn));
                for (long from = 0; from < inputs.rows(); from += ASK_ROWS) {
                    see(inputs.rows(from, Math.min(ASK_ROWS, inputs.rows() - from)), taker);
                    checkInterrupt();
                }
                read += batch.rows();
                watch.at(doing, read, reader.share());
            }
        }
    }

    private static void checkInterrupt() {
        if (Thread.interrupted()) {
            throw DataFile.cancelled();
        }
    }

    /** A wrong row, for which a client would get no answer, is found by halves and left out. */
    private void see(Tensors inputs, Taker taker) {
        Tensors outputs;
        try {
            outputs = model.isEmpty() ? Tensors.empty() : answer(model.get(), inputs);
        } catch (InferenceException e) {
            if (e.code() != ErrorCode.INVALID_INPUT) {
                throw e;
            }
            long half = inputs.rows() / 2;
            if (half == 0) {
                refused++;
                refusal = refusal.isEmpty() ? e.sentence() : refusal;
            } else {
                see(inputs.rows(0, half), taker);
                see(inputs.rows(half, inputs.rows() - half), taker);
            }
            return;
        }
        taker.take(inputs, outputs);
        rows += inputs.rows();
    }

    /** A server that is busy is asked again for a while. */
    private Tensors answer(Asked asked, Tensors inputs) {
        long end = nanoClock.getAsLong() + PATIENCE_NANOS;
        while (true) {
            try {
                return asked.answer(inputs);
            } catch (InferenceException e) {
                if (e.code().category() != Category.CAPACITY || nanoClock.getAsLong() - end >= 0) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            checkInterrupt();
        }
    }

    long rows() {
        return rows;
    }

    long refused() {
        return refused;
    }

    String refusal() {
        return refusal;
    }
}

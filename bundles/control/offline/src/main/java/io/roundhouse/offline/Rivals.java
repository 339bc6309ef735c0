package io.roundhouse.offline;

import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.ModelLoans.Loaded;
import io.roundhouse.server.control.ModelLoans.Run;
import io.roundhouse.server.control.Offline.Watch;
import io.roundhouse.server.control.Variants.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Variants that are asked for the same rows by turns, so that whatever else the machine does hits all alike. One caller, so
 * that as much as one processor is taken from those who are served.
 */
final class Rivals {
    private static final int ROUNDS = 5;
    private static final int[] BATCHES = {1, 8, 32};
    private static final long TURN_NANOS = 200_000_000L;

    private final List<Rival> rivals = new ArrayList<>();
    private final Tensors columns;
    private final Tensors inputs;
    private final Ending ending;
    private final LongSupplier nanoClock;

    /** @param columns rows, with what steps before the model made of them */
    Rivals(Tensors columns, ModelSpec spec, Ending ending, LongSupplier nanoClock) {
        this.columns = columns;
        this.inputs = columns.only(spec.inputNames());
        this.ending = ending;
        this.nanoClock = nanoClock;
    }

    void add(String name, Loaded loaded, long loadNanos) {
        rivals.add(new Rival(name, loaded, loadNanos));
    }

    List<Measured> race(Watch watch) {
        for (Rival rival : rivals) {
            rival.answer();
        }
        int turn = 0;
        int turns = ROUNDS * BATCHES.length * rivals.size();
        for (int round = 0; round < ROUNDS; round++) {
            for (int size = 0; size < BATCHES.length; size++) {
                for (Rival rival : rivals) {
                    rival.turn(size);
                    turn++;
                    watch.at("comparing", turn, (double) turn / turns);
                }
            }
        }
        Rival first = rivals.get(0);
        return rivals.stream().map(rival -> rival.measured(first)).toList();
    }

    private static void checkInterrupt() {
        if (Thread.interrupted()) {
            throw DataFile.cancelled();
        }
    }

    /** One of them. */
    private final class Rival {
        private final String name;
        private final Loaded loaded;
        private final long loadNanos;
        private final List<Tensors> alone = new ArrayList<>();
        private final Distances invariance = new Distances();
        private final List<Long> single = new ArrayList<>();
        private final long[] rows = new long[BATCHES.length];
        private final long[] nanos = new long[BATCHES.length];
        private final long[] cpu = new long[BATCHES.length];
        private final long[] cpuRows = new long[BATCHES.length]; // it is measured for some batches only

        Rival(String name, Loaded loaded, long loadNanos) {
            this.name = name;
            this.loaded = loaded;
            this.loadNanos = loadNanos;
        }

        /** Every row alone, and among others: what the answers are held against each other by. Warms, too. */
        void answer() {
            for (long row = 0; row < inputs.rows(); row++) {
                checkInterrupt();
                alone.add(ask(row, 1));
            }
            if (!loaded.spec().batches()) {
                return;
            }
            int size = BATCHES[BATCHES.length - 1];
            for (long from = 0; from < inputs.rows(); from += size) {
                checkInterrupt();
                Tensors among = ask(from, Math.min(size, inputs.rows() - from));
                for (int i = 0; i < among.rows(); i++) {
                    invariance.add(alone.get((int) from + i), among.rows(i, 1));
                }
            }
        }

        private Tensors ask(long from, long count) {
            return ending.answer(columns.rows(from, count), loaded.infer(inputs.rows(from, count)));
        }

        void turn(int at) {
            int size = (int) Math.min(BATCHES[at], inputs.rows());
            if (size > 1 && !loaded.spec().batches()) {
                return;
            }
            long start = nanoClock.getAsLong();
            long now = start;
            long row = 0;
            do {
                checkInterrupt();
                Run run = loaded.run(inputs.rows(row, size));
                long end = nanoClock.getAsLong();
                if (at == 0) {
                    single.add(end - now);
                }
                rows[at] += size;
                nanos[at] += end - now;
                if (run.cpuNanos() >= 0) {
                    cpu[at] += run.cpuNanos();
                    cpuRows[at] += size;
                }
                now = end;
                row = row + 2L * size <= inputs.rows() ? row + size : 0;
            } while (now - start < TURN_NANOS);
        }

        private double rate(int at) {
            return nanos[at] == 0 ? 0 : rows[at] * 1e9 / nanos[at];
        }

        Measured measured(Rival first) {
            int best = 0;
            for (int at = 1; at < BATCHES.length; at++) {
                best = rate(at) > rate(best) ? at : best;
            }
            Distances from = new Distances();
            for (int i = 0; i < alone.size(); i++) {
                from.add(first.alone.get(i), alone.get(i));
            }
            long[] sorted = single.stream().mapToLong(Long::longValue).toArray();
            Arrays.sort(sorted);
            return new Measured(
                    name,
                    loaded.engine(),
                    loadNanos,
                    quantile(sorted, 0.5),
                    quantile(sorted, 0.99),
                    (int) Math.min(BATCHES[best], inputs.rows()),
                    rate(best),
                    loaded.grownBytes(),
                    cpuRows[best] > 0 ? (double) cpu[best] / cpuRows[best] : -1,
                    from.result(),
                    invariance.result());
        }
    }

    /** The least that so large a share is not above. */
    static long quantile(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}

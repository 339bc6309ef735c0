package io.roundhouse.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a request costs in time beyond its model, at half of the server's capacity. Two views: the server's own clock
 * (from the last byte read to the answer standing, less the engine's time), and from outside the difference to the floor
 * at the same rate. The server tells sums; they are read four times a second, and the median is over those spans.
 */
final class OverheadSection implements Section {
    private static final Duration STEP = Duration.ofMillis(250);

    @Override
    public void run(Workbench bench) {
        int port = Target.freePort();
        List<Exchange> requests = bench.mlpRequests();
        try (Roundhouse house = bench.start("overhead");
                ChildJvm program = bench.floor(port, house)) {
            Target floor = Target.local("floor", port, program.pid());
            Measured.warmUp(floor, requests, 32);
            Measured.warmUp(house.target(), requests, 32);
            double capacity = Measured.closedLoop(house.target(), requests, 32, bench.span(1), bench.span(5))
                    .tally()
                    .perSecond();
            bench.report().figure("capacity, 32 connections", capacity, "req/s");
            List<Phases> steps = new ArrayList<>();
            Tally loaded = clocked(bench, house, requests, capacity / 2, steps);
            Measured bare = Measured.paced(floor, requests, capacity / 2, bench.span(3), bench.span(15));
            report(bench.report(), steps);
            report(bench.report(), loaded, bare.tally());
        }
    }

    private static Tally clocked(
            Workbench bench, Roundhouse house, List<Exchange> requests, double rate, List<Phases> steps) {
        try (Load load = Load.paced(house.target().address(), requests, 64, rate)) {
            load.measure(bench.span(3));
            Phases before = Phases.of(house, "mlp");
            for (long left = bench.span(15).toNanos(); left > 0; left -= STEP.toNanos()) {
                Load.sleep(STEP);
                Phases now = Phases.of(house, "mlp");
                steps.add(now.minus(before));
                before = now;
            }
            return load.cut();
        }
    }

    private static void report(Report report, List<Phases> steps) {
        report.figure("in server, median", median(steps, Phases::totalMicros), "us");
        report.figure("in queues, median", median(steps, Phases::queueMicros), "us");
        report.figure("in engine, median", median(steps, Phases::computeMicros), "us");
        report.atMost(
                40,
                "in server but not in engine, median",
                median(steps, s -> s.totalMicros() - s.computeMicros()),
                "us");
    }

    private static double median(List<Phases> steps, ToDoubleFunction<Phases> value) {
        return steps.stream().mapToDouble(value).sorted().toArray()[steps.size() / 2];
    }

    private static void report(Report report, Tally loaded, Tally bare) {
        report.figure("rate", loaded.perSecond(), "req/s");
        report.figure("roundhouse p50 over HTTP", loaded.sentMicros(50), "us");
        report.figure("floor p50 over HTTP at the same rate", bare.sentMicros(50), "us");
        report.figure("difference of the p50s", loaded.sentMicros(50) - bare.sentMicros(50), "us");
        report.figure("roundhouse p99 over HTTP", loaded.sentMicros(99), "us");
        report.figure("floor p99 over HTTP", bare.sentMicros(99), "us");
        report.noneFailed("failed or wrong", loaded.reasons(), loaded.failed());
    }
}

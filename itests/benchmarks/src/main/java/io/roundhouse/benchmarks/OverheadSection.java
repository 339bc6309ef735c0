package io.roundhouse.benchmarks;

import java.util.List;

/**
 * What a request costs in time beyond its model, at half of the server's capacity. Two views: the server's own phases
 * (all but the engine's time), and from outside the difference to the floor at the same rate.
 */
final class OverheadSection implements Section {
    @Override
    public void run(Workbench bench) {
        int port = Target.freePort();
        List<Exchange> requests = bench.mlpRequests();
        try (Roundhouse house = bench.start("overhead");
                ChildJvm program = bench.floor(port, house)) {
            Target floor = Target.local("floor", port, program.pid());
            Measured.closedLoop(floor, requests, 32, bench.span(1), bench.span(8));
            double capacity = Measured.closedLoop(house.target(), requests, 32, bench.span(10), bench.span(5))
                    .tally()
                    .perSecond();
            double rate = capacity / 2;
            bench.report().figure("capacity, 32 connections", capacity, "req/s");
            Phases before = Phases.of(house, "mlp");
            Measured loaded = Measured.paced(house.target(), requests, rate, bench.span(3), bench.span(15));
            Phases phases = Phases.of(house, "mlp").minus(before);
            Measured bare = Measured.paced(floor, requests, rate, bench.span(3), bench.span(15));
            report(bench.report(), loaded, bare, phases);
        }
    }

    private static void report(Report report, Measured loaded, Measured bare, Phases phases) {
        report.figure("rate", loaded.tally().perSecond(), "req/s");
        report.figure("mean in server", phases.totalMicros(), "us");
        report.figure("mean in engine", phases.computeMicros(), "us");
        report.atMost(40, "mean in server but not in engine", phases.totalMicros() - phases.computeMicros(), "us");
        report.figure("roundhouse p50 over HTTP", loaded.tally().sentMicros(50), "us");
        report.figure("floor p50 over HTTP at the same rate", bare.tally().sentMicros(50), "us");
        report.atMost(
                40,
                "difference of the p50s",
                loaded.tally().sentMicros(50) - bare.tally().sentMicros(50),
                "us");
        report.figure("roundhouse p99 over HTTP", loaded.tally().sentMicros(99), "us");
        report.figure("floor p99 over HTTP", bare.tally().sentMicros(99), "us");
        report.noneFailed(
                "failed or wrong", loaded.tally().reasons(), loaded.tally().failed());
        report.figure("neighbours' share of the processors", loaded.neighbours() * 100, "%");
    }
}

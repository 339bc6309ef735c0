package io.roundhouse.benchmarks;

/** A small model over HTTP JSON against the floor: what the server costs when the model costs almost nothing. */
final class MlpSection implements Section {
    @Override
    public void run(Workbench bench) {
        int port = Target.freePort();
        try (Roundhouse house = bench.start("mlp");
                ChildJvm program = bench.floor(port, house)) {
            Target floor = Target.local("floor", port, program.pid());
            for (int connections : new int[] {8, 32}) {
                duel(bench, floor, house.target(), connections);
            }
        }
    }

    private static void duel(Workbench bench, Target floor, Target house, int connections) {
        Duel duel = Duel.fight(floor, house, bench.mlpRequests(), connections, bench);
        String at = ", " + connections + " connections";
        show(bench.report(), "floor" + at, duel.floor());
        show(bench.report(), "roundhouse" + at, duel.house());
        bench.report().atLeast(0.8, "roundhouse / floor" + at, duel.ratio(), "");
        bench.report().noneFailed("failed or wrong" + at, duel.reasons(), duel.failed());
        bench.report().figure("neighbours' share of the processors" + at, duel.neighbours() * 100, "%");
    }

    private static void show(Report report, String name, Measured measured) {
        report.figure(name, measured.tally().perSecond(), "req/s");
        report.figure(name + ", server CPU", measured.serverMicros(), "us/req");
        report.figure(name + ", p50", measured.tally().sentMicros(50), "us");
        report.figure(name + ", p99", measured.tally().sentMicros(99), "us");
    }
}

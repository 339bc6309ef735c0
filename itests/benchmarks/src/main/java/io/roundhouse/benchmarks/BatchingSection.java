package io.roundhouse.benchmarks;

import java.util.List;

/**
 * What dynamic batching gives where it pays: a wide perceptron whose weights do not fit the processor's nearest caches,
 * so that one row costs nearly what sixteen cost. The same file is served twice, with and without batching.
 */
final class BatchingSection implements Section {
    private static final int CONNECTIONS = 64;

    @Override
    public void run(Workbench bench) {
        try (Roundhouse house = bench.start("batching")) {
            Measured single = measure(bench, house, Models.WIDE_SINGLE);
            Measured batched = measure(bench, house, Models.WIDE_BATCHED);
            Report report = bench.report();
            report.figure("rows_max 1", single.tally().perSecond(), "req/s");
            report.figure("rows_max 1, p50", single.tally().sentMicros(50), "us");
            report.figure("rows_max 32", batched.tally().perSecond(), "req/s");
            report.figure("rows_max 32, p50", batched.tally().sentMicros(50), "us");
            report.atLeast(
                    3,
                    "gain by batching",
                    batched.tally().perSecond() / single.tally().perSecond(),
                    "x");
            Tally both = single.tally().add(batched.tally());
            report.noneFailed("failed or wrong", both.reasons(), both.failed());
        }
    }

    private static Measured measure(Workbench bench, Roundhouse house, String model) {
        house.awaitReady("/v2/models/" + model + "/ready");
        List<Exchange> requests = Rows.exchanges(model, Models.file(bench.work().resolve("models"), model));
        Measured.warmUp(house.target(), requests, CONNECTIONS);
        return Measured.closedLoop(house.target(), requests, CONNECTIONS, bench.span(1), bench.span(10));
    }
}

package io.roundhouse.benchmarks;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** How long from the start of the process to the first answer with the demo models, and what idleness weighs. */
final class StartSection implements Section {
    private static final int STARTS = 5;
    private static final Duration FIRST_ANSWER_MAX = Duration.ofSeconds(60);

    @Override
    public void run(Workbench bench) {
        Path data = bench.data("start");
        bench.report().figure("first start ever (fresh data folder)", firstAnswer(bench, data), "s");
        double[] seconds = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            seconds[i] = firstAnswer(bench, data);
        }
        Arrays.sort(seconds);
        bench.report().atMost(6, "start to first answer, median of " + STARTS, seconds[STARTS / 2], "s");
        bench.report().figure("start to first answer, worst", seconds[STARTS - 1], "s");
        try (Roundhouse house =
                Roundhouse.start(bench.distribution(), bench.distribution().models(), data)) {
            Load.sleep(bench.span(20));
            bench.report()
                    .figure(
                            "resident memory, idle",
                            Machine.residentMegabytes(house.target().pid()),
                            "MB");
            double cpu = Machine.cpuSeconds(house.target().pid());
            Load.sleep(bench.span(20));
            cpu = Machine.cpuSeconds(house.target().pid()) - cpu;
            bench.report().figure("CPU, idle", cpu / bench.span(20).toMillis() * 1e5, "% of one");
        }
    }

    private static double firstAnswer(Workbench bench, Path data) {
        Exchange exchange = bench.mlpRequests().get(0);
        long begin = System.nanoTime();
        try (Roundhouse house =
                Roundhouse.launch(bench.distribution(), bench.distribution().models(), data)) {
            long end = begin + FIRST_ANSWER_MAX.toNanos();
            while (!answers(house.target(), exchange)) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("no right answer within " + FIRST_ANSWER_MAX + "; see " + data);
                }
                Load.sleep(Duration.ofMillis(10));
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            house.awaitReady("/v2/health/ready"); // so that what follows stops a whole server
            return seconds;
        }
    }

    private static boolean answers(Target target, Exchange exchange) {
        try (Selector selector = Selector.open()) {
            Connection connection = new Connection(target.address(), selector);
            Tally tally = new Tally(0);
            connection.send(exchange, 0, 0);
            while (connection.waiting() && selector.select(1000) > 0) {
                selector.selectedKeys().clear();
                if (connection.read()) {
                    connection.finish(tally, 0);
                }
            }
            connection.close();
            return tally.answered() == 1;
        } catch (IOException | IllegalStateException e) {
            return false; // not listening yet, or not everything is there yet
        }
    }
}

package io.roundhouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/**
 * What a monitor that throws, one that hangs and one that leaks do to the requests of the model that they are attached to
 * and taken away from, at half load. A round has three turns of the same load on the same model: without, with, and without
 * again; who is first takes turns. In the turn with them a plugin is installed, its three monitors are attached, work for a
 * second and a half, are detached, and the plugin is uninstalled, all while requests are measured. The two turns without
 * are the control: their ratio would be 1 were there no noise. Rounds in which somebody else used the processors are
 * repeated, a bounded number of times; the quietest count.
 */
final class MisbehavingSection implements Section {
    private static final double LOAD = 0.5;
    private static final int CONNECTIONS = 32;
    private static final int TURNS = 3;
    private static final int ROUNDS = 12;
    private static final int TRIES_FACTOR = 2;
    private static final Duration WORKING = Duration.ofMillis(1500);
    private static final Duration SETTLE = Duration.ofMillis(500);
    private static final Duration SPAN = Duration.ofSeconds(4); // what hangs is interrupted after one of them

    @Override
    public void run(Workbench bench) {
        try (Roundhouse house = bench.start("misbehaving")) {
            List<Exchange> requests = bench.mlpRequests();
            Measured.warmUp(house.target(), requests, CONNECTIONS);
            double rate = LOAD
                    * Measured.closedLoop(house.target(), requests, CONNECTIONS, bench.span(1), bench.span(5))
                            .tally()
                            .perSecond();
            Plugin plugin = new Plugin(new ShellDoor(house.data()), BadMonitorBundle.write(bench.work()));
            plugin.comeAndGo(); // what is done for the first time compiles
            double before = Machine.residentMegabytes(house.target().pid());
            List<Round> rounds = rounds(bench, house, requests, rate, plugin);
            report(bench.report(), rounds);
            bench.report()
                    .figure(
                            "resident memory, growth over all rounds",
                            Machine.residentMegabytes(house.target().pid()) - before,
                            "MB");
            bench.report().atMost(0, "attachments left behind", plugin.attached(), "");
        }
    }

    private static List<Round> rounds(
            Workbench bench, Roundhouse house, List<Exchange> requests, double rate, Plugin plugin) {
        int wanted = (int)
                Math.max(3, ROUNDS * bench.scale()); // their length is not scaled: coming and going takes its time
        List<Round> rounds = new ArrayList<>();
        while (rounds.size() < wanted * TRIES_FACTOR
                && rounds.stream().filter(Round::isQuiet).count() < wanted) {
            List<Measured> without = new ArrayList<>();
            List<Measured> with = new ArrayList<>();
            for (int turn = 0; turn < TURNS; turn++) {
                boolean misbehaves = turn == rounds.size() % TURNS;
                CompletableFuture<Void> going =
                        misbehaves ? plugin.start(SETTLE) : CompletableFuture.completedFuture(null);
                Measured measured = Measured.paced(house.target(), requests, rate, SETTLE, SPAN);
                going.join();
                (misbehaves ? with : without).add(measured);
            }
            rounds.add(new Round(without.get(0), without.get(1), with.get(0)));
        }
        rounds.sort(Comparator.comparingDouble(Round::neighbours));
        return rounds.subList(0, Math.min(wanted, rounds.size()));
    }

    private static void report(Report report, List<Round> rounds) {
        Tally without = rounds.stream()
                .map(round -> round.first().tally().add(round.again().tally()))
                .reduce(Tally::add)
                .orElseThrow();
        Tally with = rounds.stream()
                .map(round -> round.with().tally())
                .reduce(Tally::add)
                .orElseThrow();
        for (double percentile : new double[] {50, 99, 99.9}) {
            String name = "p" + (percentile == 99.9 ? "99.9" : String.valueOf((int) percentile));
            report.figure(name + ", none", without.dueMicros(percentile), "us");
            report.figure(name + ", they come and go", with.dueMicros(percentile), "us");
        }
        report.note("ratio of the p99s by round: " + sorted(rounds, Round::ratio));
        report.note("the same between two turns without any: " + sorted(rounds, Round::noise));
        report.figure("p99 without / without, median: the noise", median(rounds, Round::noise), "x");
        report.atMost(1.05, "p99 with / without, median of the rounds", median(rounds, Round::ratio), "x");
        report.noneFailed("failed or wrong", without.add(with).reasons(), without.failed() + with.failed());
        report.figure(
                "neighbours' share of the processors",
                rounds.get(rounds.size() - 1).neighbours() * 100,
                "%");
    }

    private static List<String> sorted(List<Round> rounds, ToDoubleFunction<Round> of) {
        return rounds.stream().mapToDouble(of).sorted().mapToObj(Report::number).toList();
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The three turns. */
    private record Round(Measured first, Measured again, Measured with) {
        private static double p99(Measured measured) {
            return measured.tally().dueMicros(99);
        }

        double ratio() {
            return 2 * p99(with) / (p99(first) + p99(again));
        }

        double noise() {
            return p99(again) / p99(first);
        }

        double neighbours() {
            return Math.max(with.neighbours(), Math.max(first.neighbours(), again.neighbours()));
        }

        boolean isQuiet() {
            return neighbours() < 0.05;
        }
    }

    /** The plugin of three monitors, as an operator handles it. */
    private record Plugin(ShellDoor door, String url) {
        CompletableFuture<Void> start(Duration after) {
            return CompletableFuture.runAsync(() -> {
                Load.sleep(after);
                comeAndGo();
            });
        }

        void comeAndGo() {
            shell("bundle:install -s " + url);
            BadMonitorBundle.KINDS.forEach(kind -> shell("roundhouse:monitor attach " + kind + " mlp"));
            Load.sleep(WORKING);
            BadMonitorBundle.KINDS.forEach(kind -> shell("roundhouse:monitor detach " + kind + " mlp"));
            shell("bundle:uninstall " + BadMonitorBundle.NAME);
        }

        double attached() {
            String all = shell("roundhouse:monitor --json");
            return BadMonitorBundle.KINDS.stream()
                    .filter(kind -> all.contains('"' + kind + '"'))
                    .count();
        }

        private String shell(String command) {
            try {
                return door.run(command);
            } catch (IOException e) {
                throw new UncheckedIOException(command, e);
            }
        }
    }
}

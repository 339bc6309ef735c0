package io.roundhouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What monitors that are attached to a model do to its requests. Two models of the same file in one server, one of them
 * with the monitors that a new model would have; they get the same load by turns, as fast as 32 connections go and then
 * at half of that. Rounds in which somebody else used the processors are repeated, a bounded number of times; the
 * quietest count.
 */
final class MonitorsSection implements Section {
    /** Attached through the shell, by their names. */
    private static final List<String> MONITORS = List.of("drift", "quality");

    private static final int CONNECTIONS = 32;
    private static final double LOAD = 0.5;
    private static final int ROUNDS = 15;
    private static final int TRIES_MAX = 30;

    @Override
    public void run(Workbench bench) {
        try (Roundhouse house = bench.start("monitors")) {
            List<Exchange> bare = Rows.exchanges("mlp", bench.mlp());
            List<Exchange> monitored = Rows.exchanges(Models.MLP_MONITORED, bench.mlp());
            MONITORS.forEach(
                    monitor -> shell(house, "roundhouse:monitor attach " + monitor + " " + Models.MLP_MONITORED));
            Measured.warmUp(house.target(), bare, CONNECTIONS);
            Measured.warmUp(house.target(), monitored, CONNECTIONS);
            Report report = bench.report();
            report.note("attached: " + MONITORS);
            List<Round> full = rounds(
                    bench,
                    (exchanges, settle, span) ->
                            Measured.closedLoop(house.target(), exchanges, CONNECTIONS, settle, span),
                    bare,
                    monitored);
            throughput(report, full);
            double rate = median(full, round -> round.bare().tally().perSecond()) * LOAD;
            List<Round> paced = rounds(
                    bench,
                    (exchanges, settle, span) -> Measured.paced(house.target(), exchanges, rate, settle, span),
                    bare,
                    monitored);
            latency(report, paced);
            report.figure("events that the monitors were given", counts(house, "seen"), "");
            report.figure("events that they lost", counts(house, "lost"), "");
            report.figure("calls of them that threw", counts(house, "failed"), "");
        }
    }

    private static void throughput(Report report, List<Round> rounds) {
        report.figure(
                "32 connections, no monitor",
                median(rounds, round -> round.bare().tally().perSecond()),
                "req/s");
        report.figure(
                "32 connections, monitored",
                median(rounds, round -> round.monitored().tally().perSecond()),
                "req/s");
        report.figure(
                "server CPU a request, no monitor",
                median(rounds, round -> round.bare().serverMicros()),
                "us");
        report.figure(
                "server CPU a request, monitored",
                median(rounds, round -> round.monitored().serverMicros()),
                "us");
        report.atLeast(
                0.97,
                "throughput monitored / not, median of the rounds",
                median(rounds, round -> round.ratio(tally -> tally.perSecond())),
                "x");
        failures(report, "failed or wrong, full load", rounds);
    }

    private static void latency(Report report, List<Round> rounds) {
        for (double percentile : new double[] {50, 99}) {
            report.figure(
                    "p" + (int) percentile + ", no monitor",
                    median(rounds, round -> round.bare().tally().dueMicros(percentile)),
                    "us");
            report.figure(
                    "p" + (int) percentile + ", monitored",
                    median(rounds, round -> round.monitored().tally().dueMicros(percentile)),
                    "us");
        }
        report.atMost(
                1.05,
                "p99 monitored / not, median of the rounds",
                median(rounds, round -> round.ratio(tally -> tally.dueMicros(99))),
                "x");
        failures(report, "failed or wrong, half load", rounds);
        report.figure(
                "neighbours' share of the processors",
                rounds.get(rounds.size() - 1).neighbours() * 100,
                "%");
    }

    private static void failures(Report report, String name, List<Round> rounds) {
        Tally all = rounds.stream()
                .map(round -> round.bare().tally().add(round.monitored().tally()))
                .reduce(Tally::add)
                .orElseThrow();
        report.noneFailed(name, all.reasons(), all.failed());
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
        return rounds.stream()
                .mapToDouble(of)
                .sorted()
                .skip(rounds.size() / 2)
                .findFirst()
                .orElse(0);
    }

    /** A load on one of the two. */
    @FunctionalInterface
    private interface Loading {
        Measured on(List<Exchange> exchanges, Duration settle, Duration span);
    }

    private static List<Round> rounds(Workbench bench, Loading load, List<Exchange> bare, List<Exchange> monitored) {
        List<Round> rounds = new ArrayList<>();
        while (rounds.size() < TRIES_MAX
                && rounds.stream().filter(Round::isQuiet).count() < ROUNDS) {
            boolean bareFirst = rounds.size() % 2 == 0;
            Measured first = load.on(bareFirst ? bare : monitored, bench.span(0.5), bench.span(2.5));
            Measured second = load.on(bareFirst ? monitored : bare, bench.span(0.5), bench.span(2.5));
            rounds.add(bareFirst ? new Round(first, second) : new Round(second, first));
        }
        rounds.sort(Comparator.comparingDouble(Round::neighbours));
        return rounds.subList(0, Math.min(ROUNDS, rounds.size()));
    }

    /** Both, one after the other; who is first takes turns. */
    private record Round(Measured bare, Measured monitored) {
        double ratio(ToDoubleFunction<Tally> of) {
            return of.applyAsDouble(monitored.tally()) / of.applyAsDouble(bare.tally());
        }

        double neighbours() {
            return Math.max(bare.neighbours(), monitored.neighbours());
        }

        boolean isQuiet() {
            return neighbours() < 0.05;
        }
    }

    private static double counts(Roundhouse house, String name) {
        Matcher number =
                Pattern.compile("\"" + name + "\" : (\\d+)").matcher(shell(house, "roundhouse:monitor --json"));
        double sum = 0;
        while (number.find()) {
            sum += Double.parseDouble(number.group(1));
        }
        return sum;
    }

    private static String shell(Roundhouse house, String command) {
        try {
            return new ShellDoor(house.data()).run(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

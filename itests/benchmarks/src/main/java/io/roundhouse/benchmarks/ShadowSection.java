package io.roundhouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an arm that watches every request does to the arm that answers, at 40 % of capacity. Two models of the same file
 * in one server, one of them watched; they get the same load by turns. Rounds in which somebody else used the processors
 * are repeated, a bounded number of times; the quietest count.
 */
final class ShadowSection implements Section {
    private static final double LOAD = 0.4;
    private static final int ROUNDS = 20; // short ones: what neighbours do comes and goes within seconds
    private static final int TRIES_MAX = 40;

    @Override
    public void run(Workbench bench) {
        try (Roundhouse house = bench.start("shadow")) {
            List<Exchange> bare = Rows.exchanges("mlp", bench.mlp());
            List<Exchange> again = Rows.exchanges(Models.MLP_MONITORED, bench.mlp()); // by nothing here
            List<Exchange> watched = Rows.exchanges(Models.MLP_WATCHED, bench.mlp());
            Round warm = warmUp(bench, house, bare, watched);
            bench.report().note("p99 while warming, us: " + warm.bare().dueMicros(99));
            double capacity = Measured.closedLoop(house.target(), bare, 32, bench.span(1), bench.span(5))
                    .tally()
                    .perSecond();
            bench.report().figure("capacity, nobody watches, 32 connections", capacity, "req/s");
            Counts before = Counts.of(house);
            List<Round> rounds = rounds(bench, house, bare, watched, capacity * LOAD);
            Counts counts = Counts.of(house).minus(before);
            control(bench.report(), rounds(bench, house, bare, again, capacity * LOAD));
            report(bench.report(), rounds, counts);
        }
    }

    private static Round warmUp(Workbench bench, Roundhouse house, List<Exchange> bare, List<Exchange> watched) {
        Measured.warmUp(house.target(), bare, 32);
        Measured.warmUp(house.target(), watched, 32);
        Measured.closedLoop(
                house.target(), Rows.exchanges(Models.MLP_MONITORED, bench.mlp()), 32, bench.span(1), bench.span(2));
        return Round.of(house, bare, watched, 2000, bench.span(1), bench.span(4), 0);
    }

    private static List<Round> rounds(
            Workbench bench, Roundhouse house, List<Exchange> bare, List<Exchange> watched, double rate) {
        List<Round> rounds = new ArrayList<>();
        while (rounds.size() < TRIES_MAX
                && rounds.stream().filter(Round::isQuiet).count() < ROUNDS) {
            rounds.add(Round.of(house, bare, watched, rate, bench.span(0.5), bench.span(2.5), rounds.size()));
        }
        rounds.sort(Comparator.comparingDouble(Round::neighbours));
        return rounds.subList(0, Math.min(ROUNDS, rounds.size()));
    }

    /** The same without a shadow: what the method itself makes of two models that are alike. */
    private static void control(Report report, List<Round> rounds) {
        report.figure("p99 not watched / not watched, median of the rounds", ratio(rounds), "x");
    }

    private static double ratio(List<Round> rounds) {
        return rounds.stream().map(Round::ratio).sorted().toList().get(rounds.size() / 2);
    }

    private static void report(Report report, List<Round> rounds, Counts counts) {
        Tally bare = rounds.stream().map(Round::bare).reduce(Tally::add).orElseThrow();
        Tally watched = rounds.stream().map(Round::watched).reduce(Tally::add).orElseThrow();
        for (double percentile : new double[] {50, 90, 99, 99.9}) {
            report.figure("p" + number(percentile) + ", nobody watches", bare.dueMicros(percentile), "us");
            report.figure("p" + number(percentile) + ", watched", watched.dueMicros(percentile), "us");
        }
        report.note("ratio of the p99s by round: "
                + rounds.stream().map(Round::ratio).sorted().map(Report::number).toList());
        report.figure("requests the shadow was to get", counts.mirrored(), "");
        report.figure("requests the shadow got", counts.got() / counts.mirrored() * 100, "%");
        report.atMost(1.1, "p99 watched / not watched, median of the rounds", ratio(rounds), "x");
        report.noneFailed("failed or wrong", bare.add(watched).reasons(), bare.failed() + watched.failed());
        report.figure(
                "neighbours' share of the processors",
                rounds.stream().mapToDouble(Round::neighbours).max().orElse(0) * 100,
                "%");
    }

    private static String number(double percentile) {
        return percentile == Math.rint(percentile) ? String.valueOf((int) percentile) : String.valueOf(percentile);
    }

    /** Both, one after the other; who is first takes turns. */
    private record Round(Tally bare, Tally watched, double neighbours) {
        static Round of(
                Roundhouse house,
                List<Exchange> bare,
                List<Exchange> watched,
                double rate,
                Duration settle,
                Duration span,
                int number) {
            boolean bareFirst = number % 2 == 0;
            Measured first = Measured.paced(house.target(), bareFirst ? bare : watched, rate, settle, span);
            Measured second = Measured.paced(house.target(), bareFirst ? watched : bare, rate, settle, span);
            double neighbours = Math.max(first.neighbours(), second.neighbours());
            return bareFirst
                    ? new Round(first.tally(), second.tally(), neighbours)
                    : new Round(second.tally(), first.tally(), neighbours);
        }

        double ratio() {
            return watched.dueMicros(99) / bare.dueMicros(99);
        }

        boolean isQuiet() {
            return neighbours < 0.05;
        }
    }

    /** What the server's shell says of the shadow. */
    private record Counts(double mirrored, double got) {
        private static final Pattern NUMBER = Pattern.compile("\"(mirrored|got)\" : \"(\\d+)\"");

        static Counts of(Roundhouse house) {
            try {
                String json = new ShellDoor(house.data()).run("roundhouse:shadows --json");
                double mirrored = 0;
                double got = 0;
                for (Matcher number = NUMBER.matcher(json); number.find(); ) {
                    if (number.group(1).equals("got")) {
                        got += Double.parseDouble(number.group(2));
                    } else {
                        mirrored += Double.parseDouble(number.group(2));
                    }
                }
                return new Counts(mirrored, got);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Counts minus(Counts before) {
            return new Counts(mirrored - before.mirrored, got - before.got);
        }
    }
}

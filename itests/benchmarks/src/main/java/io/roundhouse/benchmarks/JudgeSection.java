package io.roundhouse.benchmarks;

import io.roundhouse.benchmarks.Rollouts.First;
import io.roundhouse.benchmarks.Rollouts.Outcome;
import io.roundhouse.benchmarks.Rollouts.World;
import io.roundhouse.judge.JudgeComponent;
import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Guard.Better;
import io.roundhouse.server.control.Judge;
import io.roundhouse.server.control.Verdict.Decision;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/** How often does the judge roll back what is as good, and how soon what is not? Beside Mann-Whitney, peeking as often. */
final class JudgeSection implements Section {
    private static final double ALPHA = 0.05;
    private static final int AA_ROLLOUTS = 2000;
    private static final int AA_REQUESTS = 10_000;
    private static final int ROLLOUTS = 200;
    private static final int REQUESTS = 60_000;
    private static final double ERRORS = 0.001;
    private static final double FLIPS = 0.0005;
    private static final World SAME = new World(ERRORS, ERRORS, 1, FLIPS);

    @Override
    public void run(Workbench bench) {
        Report report = bench.report();
        report.note("times are lognormal, median 10 ms, spread 0.3; errors of the live arm 0.1 %, flips 0.05 %");
        report.note("guards: errors +0.5 points, p50 +2 %, p99 +10 %, flips 0.2 %; alpha 0.05 over all of them");
        report.note(
                "\"no margins\": errors and times with margin 0, flips with a limit of 0.05 %: every guard on its edge");
        report.note("Mann-Whitney: times and errors, each at 0.05, from 50 values of each arm on");
        cost(report);
        safety(bench, "pairs, no margins", 1, edges());
        safety(bench, "pairs", 1, margins());
        safety(bench, "5 % canary, no margins", 0.05, edges());
        safety(bench, "5 % canary", 0.05, margins());
        report.note("");
        row(report, "requests to detection, p50 / p90", "judge", "judge, no margins", "Mann-Whitney, either");
        for (double share : new double[] {1, 0.1}) {
            power(bench, share, "errors 1 %", new World(ERRORS, 0.01, 1, FLIPS));
            power(bench, share, "errors 5 %", new World(ERRORS, 0.05, 1, FLIPS));
            power(bench, share, "errors 20 %", new World(ERRORS, 0.2, 1, FLIPS));
            power(bench, share, "times +5 %", new World(ERRORS, ERRORS, 1.05, FLIPS));
            power(bench, share, "times +20 %", new World(ERRORS, ERRORS, 1.2, FLIPS));
            if (share == 1) {
                power(bench, share, "label flips 1 %", new World(ERRORS, ERRORS, 1, 0.01));
            }
            Outcome same = rollouts(bench, SAME, share, margins());
            row(report, "no difference" + shown(share) + ": promoted", quantiles(same, First::promoted), "", "");
        }
    }

    private static List<Guard> margins() {
        return guards(0.005, 0.02, 0.1, 0.002);
    }

    /** What is no worse lies on the edge of each: the hardest case for false alarms. */
    private static List<Guard> edges() {
        return guards(0, 0, 0, FLIPS);
    }

    private static List<Guard> guards(double errors, double p50, double p99, double flips) {
        return List.of(
                new Guard.Mean("errors", Better.LOWER, 0, 1, errors, 1, 20),
                new Guard.Quantile("p50", 0.5, p50, 1, 20),
                new Guard.Quantile("p99", 0.99, p99, 1, 20),
                new Guard.Limit("flips", Better.LOWER, 0, 1, flips, 1, 20));
    }

    /** Label flips are known of pairs only. */
    private static List<Guard> known(List<Guard> guards, double share) {
        return share == 1 ? guards : guards.subList(0, 3);
    }

    private static void safety(Workbench bench, String name, double share, List<Guard> guards) {
        int rollouts = (int) (AA_ROLLOUTS * bench.scale());
        Outcome outcome = new Rollouts(SAME, share, known(guards, share), ALPHA, rollouts, AA_REQUESTS, false).run();
        Report report = bench.report();
        report.atMost(100 * ALPHA, "A/A, " + name + ": rolled back", outcome.percent(First::rolledBack), "%");
        report.figure("  Mann-Whitney, times", outcome.percent(First::timesFailed), "%");
        report.figure("  Mann-Whitney, errors", outcome.percent(First::errorsFailed), "%");
        report.figure("  Mann-Whitney, either", outcome.percent(First::eitherFailed), "%");
    }

    private static void power(Workbench bench, double share, String name, World world) {
        Outcome outcome = rollouts(bench, world, share, margins());
        Outcome strict = rollouts(bench, world, share, edges());
        row(
                bench.report(),
                name + shown(share),
                quantiles(outcome, First::rolledBack),
                quantiles(strict, First::rolledBack),
                quantiles(outcome, First::eitherFailed));
    }

    private static Outcome rollouts(Workbench bench, World world, double share, List<Guard> guards) {
        int count = (int) (ROLLOUTS * bench.scale());
        return new Rollouts(world, share, known(guards, share), ALPHA, count, REQUESTS, true).run();
    }

    private static void row(Report report, String name, String judge, String strict, String ranks) {
        report.note(String.format("%-36s %18s %18s %20s", name, judge, strict, ranks));
    }

    private static String shown(double share) {
        return share == 1 ? ", pairs" : ", 10 % canary";
    }

    private static String quantiles(Outcome outcome, ToIntFunction<First> event) {
        return request(outcome.quantile(event, 0.5)) + " / " + request(outcome.quantile(event, 0.9));
    }

    private static String request(int at) {
        return at == Rollouts.NEVER
                ? String.format(Locale.ROOT, ">%,d", REQUESTS)
                : String.format(Locale.ROOT, "%,d", at);
    }

    /** What a request costs whoever feeds the judge. */
    private static void cost(Report report) {
        int calls = 2_000_000;
        List<Guard> guards = edges();
        SplittableRandom random = new SplittableRandom(1);
        double[] values = random.doubles(1 << 12, 5, 15).toArray();
        for (int guard = 0; guard < 3; guard++) {
            double taking = 0;
            double deciding = 0;
            for (int round = 0; round < 3; round++) { // the last one counts
                Judge judge = new JudgeComponent().create(List.of(guards.get(guard)), ALPHA);
                long begun = System.nanoTime();
                for (int i = 0; i < calls; i++) {
                    judge.pair(0, values[i & 4095], values[(i + 1) & 4095]);
                }
                long taken = System.nanoTime();
                int decided = 0;
                for (int i = 0; i < calls; i++) {
                    decided += judge.decision() == Decision.CONTINUE ? 0 : 1;
                }
                taking = (double) (taken - begun) / calls;
                deciding = (double) (System.nanoTime() - taken) / calls + decided * 1e-12;
            }
            report.figure("a pair for " + guards.get(guard).name(), taking, "ns");
            report.figure("a decision on it", deciding, "ns");
        }
    }
}

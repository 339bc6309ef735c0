package io.roundhouse.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A model that computes: the server against the best that plain ONNX Runtime gives in the same JVM settings at any batch
 * size, thread count and number of callers. Both are measured by turns, the other one idle.
 */
final class MinilmSection implements Section {
    private static final int BEST = 3; // a glance at each setting may err, so the best few are measured at length
    private static final int ROUNDS = 3;
    private static final int TRIES_MAX = 8;
    private static final int CONNECTIONS = 128; // two instances with 32 rows each, and as many that wait

    /** Thousands a second, so that all that a request runs is compiled soon: with 100 a second it takes many minutes. */
    private static final int SHORT = 2;

    @Override
    public void run(Workbench bench) {
        try (Roundhouse house = bench.start("minilm")) {
            house.awaitReady("/v2/models/" + Models.MINILM_TOKENS + "/ready");
            Measured.warmUp(house.target(), Sentences.exchanges(Models.MINILM_TOKENS, SHORT), CONNECTIONS);
            for (int tokens : new int[] {32, 128}) {
                compare(bench, house, tokens);
            }
        }
    }

    private static void compare(Workbench bench, Roundhouse house, int tokens) {
        Report report = bench.report();
        String at = ", " + tokens + " tokens";
        List<Setting> best = settings(bench, house, tokens, 1.5, "").stream()
                .sorted(Comparator.comparingDouble(Setting::rowsPerSecond).reversed())
                .limit(BEST)
                .toList();
        report.note("plain ORT" + at + " is best at " + best);
        List<Exchange> requests = Sentences.exchanges(Models.MINILM_TOKENS, tokens);
        Measured.warmUp(house.target(), requests, CONNECTIONS);
        List<Round> rounds = new ArrayList<>();
        while (rounds.size() < TRIES_MAX
                && rounds.stream().filter(Round::isQuiet).count() < ROUNDS) {
            rounds.add(round(bench, house, tokens, best, requests));
        }
        rounds.sort(Comparator.comparingDouble(Round::neighbours));
        show(report, at, rounds.subList(0, Math.min(ROUNDS, rounds.size())));
    }

    private static Round round(
            Workbench bench, Roundhouse house, int tokens, List<Setting> best, List<Exchange> requests) {
        Setting plain = best.stream()
                .map(setting ->
                        settings(bench, house, tokens, 5, setting.arguments()).get(0))
                .max(Comparator.comparingDouble(Setting::rowsPerSecond))
                .orElseThrow();
        Measured measured = Measured.closedLoop(house.target(), requests, CONNECTIONS, bench.span(2), bench.span(8));
        return new Round(plain, measured);
    }

    private static void show(Report report, String at, List<Round> rounds) {
        List<Round> byRatio =
                rounds.stream().sorted(Comparator.comparingDouble(Round::ratio)).toList();
        Round median = byRatio.get(byRatio.size() / 2);
        report.figure("plain ORT" + at, median.plain().rowsPerSecond(), "rows/s");
        report.figure("roundhouse" + at, median.house().tally().perSecond(), "rows/s");
        report.atLeast(0.95, "roundhouse / plain ORT" + at, median.ratio(), "");
        Tally all = rounds.stream().map(r -> r.house().tally()).reduce(new Tally(0), Tally::add);
        report.noneFailed("failed or wrong" + at, all.reasons(), all.failed());
        report.figure(
                "neighbours' share of the processors" + at,
                rounds.get(rounds.size() - 1).neighbours() * 100,
                "%");
    }

    private static List<Setting> settings(Workbench bench, Roundhouse house, int tokens, double seconds, String one) {
        List<String> arguments = new ArrayList<>(List.of(
                bench.distribution().model("minilm").toString(),
                String.valueOf(tokens),
                String.format(Locale.ROOT, "%.2f", Math.max(0.3, seconds * bench.scale()))));
        if (!one.isEmpty()) {
            arguments.addAll(Arrays.asList(one.split(" ", -1)));
        }
        List<Setting> settings = new ArrayList<>();
        try (ChildJvm program =
                new ChildJvm(PlainOrtProgram.class, house.jvmOptions(), arguments.toArray(String[]::new))) {
            Watch watch = new Watch(program.pid());
            for (String line = program.line(); !line.equals(ChildJvm.READY); line = program.line()) {
                settings.add(Setting.parse(line, watch.usage().neighbours()));
            }
        }
        return settings;
    }

    /** Plain ONNX Runtime and the server, one after the other. */
    private record Round(Setting plain, Measured house) {
        double ratio() {
            return house.tally().perSecond() / plain.rowsPerSecond();
        }

        double neighbours() {
            return Math.max(plain.neighbours(), house.neighbours());
        }

        boolean isQuiet() {
            return neighbours() < 0.05;
        }
    }

    /**
     * What plain ONNX Runtime gave.
     *
     * @param arguments batch, threads, callers
     */
    private record Setting(String arguments, double rowsPerSecond, double neighbours) {
        static Setting parse(String line, double neighbours) {
            int last = line.lastIndexOf(' ');
            return new Setting(line.substring(0, last), Double.parseDouble(line.substring(last + 1)), neighbours);
        }

        @Override
        public String toString() {
            String[] words = arguments.split(" ", -1);
            return String.format(
                    Locale.ROOT,
                    "batch %s, %s threads, %s callers: %.0f rows/s",
                    words[0],
                    words[1],
                    words[2],
                    rowsPerSecond);
        }
    }
}

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
    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 64;

    @Override
    public void run(Workbench bench) {
        try (Roundhouse house = bench.start("minilm")) {
            house.awaitReady("/v2/models/" + Models.MINILM_TOKENS + "/ready");
            for (int tokens : new int[] {32, 128}) {
                compare(bench, house, tokens);
            }
        }
    }

    private static void compare(Workbench bench, Roundhouse house, int tokens) {
        Report report = bench.report();
        String at = ", " + tokens + " tokens";
        Setting best = settings(bench, house, tokens, 1.5, "").stream()
                .max(Comparator.comparingDouble(Setting::rowsPerSecond))
                .orElseThrow();
        report.note("plain ORT" + at + " is best at " + best);
        List<Exchange> requests = Sentences.exchanges(Models.MINILM_TOKENS, tokens);
        Measured.warmUp(house.target(), requests, CONNECTIONS);
        List<Double> ratios = new ArrayList<>();
        Tally all = new Tally(0);
        double plain = 0;
        for (int i = 0; i < ROUNDS; i++) {
            plain = settings(bench, house, tokens, 6, best.arguments()).get(0).rowsPerSecond();
            Tally tally = Measured.closedLoop(house.target(), requests, CONNECTIONS, bench.span(1), bench.span(6))
                    .tally();
            ratios.add(tally.perSecond() / plain);
            all = all.add(tally);
        }
        report.figure("plain ORT" + at, plain, "rows/s");
        report.figure("roundhouse" + at, all.perSecond(), "rows/s");
        report.atLeast(
                0.95,
                "roundhouse / plain ORT" + at,
                ratios.stream().sorted().toList().get(ROUNDS / 2),
                "");
        report.noneFailed("failed or wrong" + at, all.reasons(), all.failed());
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
            for (String line = program.line(); !line.equals(ChildJvm.READY); line = program.line()) {
                settings.add(Setting.parse(line));
            }
        }
        return settings;
    }

    private record Setting(String arguments, double rowsPerSecond) {
        static Setting parse(String line) {
            int last = line.lastIndexOf(' ');
            return new Setting(line.substring(0, last), Double.parseDouble(line.substring(last + 1)));
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

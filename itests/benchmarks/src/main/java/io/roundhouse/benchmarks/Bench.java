package io.roundhouse.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the sections named, or all: {@code Bench [--distribution FOLDER|TAR.GZ] [--work FOLDER] [--out FILE] [--quick]
 * [SECTION...]}. Ends with status 1 if a target was missed or a section failed.
 */
final class Bench {
    private static final Map<String, Section> SECTIONS = sections();

    private Bench() {}

    private static Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        sections.put("generator", new GeneratorSection());
        sections.put("start", new StartSection());
        sections.put("mlp", new MlpSection());
        sections.put("overhead", new OverheadSection());
        sections.put("batching", new BatchingSection());
        sections.put("minilm", new MinilmSection());
        sections.put("swap", new SwapSection());
        sections.put("offline", new OfflineSection());
        sections.put("judge", new JudgeSection());
        sections.put("shadow", new ShadowSection());
        sections.put("monitors", new MonitorsSection());
        sections.put("flights", new FlightsSection());
        sections.put("misbehaving", new MisbehavingSection());
        return sections;
    }

    /** See the class. */
    public static void main(String[] args) throws IOException {
        Path distribution = null;
        Path work = Path.of("target", "bench");
        Path out = null;
        double scale = 1;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--distribution" -> distribution = Path.of(args[++i]);
                case "--work" -> work = Path.of(args[++i]);
                case "--out" -> out = Path.of(args[++i]);
                case "--quick" -> scale = 0.2;
                default -> names.add(args[i]);
            }
        }
        if (distribution == null || !SECTIONS.keySet().containsAll(names)) {
            System.err.println(
                    "usage: --distribution FOLDER|TAR.GZ [--work FOLDER] [--out FILE] [--quick] [SECTION...],"
                            + " sections " + SECTIONS.keySet());
            System.exit(2);
            return;
        }
        work = Files.createDirectories(work.toAbsolutePath());
        Report report = new Report(System.out);
        Workbench bench = new Workbench(Distribution.of(distribution, work), work, report, scale);
        boolean ran = run(bench, names);
        report.write(out == null ? work.resolve("results.json") : out);
        System.exit(ran && report.allMet() ? 0 : 1);
    }

    private static boolean run(Workbench bench, List<String> names) {
        boolean ran = true;
        for (Map.Entry<String, Section> section : SECTIONS.entrySet()) {
            if (names.isEmpty() || names.contains(section.getKey())) {
                ran &= run(bench, section.getKey(), section.getValue());
            }
        }
        return ran;
    }

    private static boolean run(Workbench bench, String name, Section section) {
        bench.report().section(name);
        try {
            section.run(bench);
            return true;
        } catch (RuntimeException e) {
            bench.report().note("FAILED: " + e);
            return false;
        }
    }
}

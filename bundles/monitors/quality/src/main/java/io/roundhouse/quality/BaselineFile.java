package io.roundhouse.quality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The first rows of each version in a file of lines, so that a restart does not take what has moved for what was there at
 * first. Under other settings it is another file's.
 */
final class BaselineFile {
    private static final int VERSIONS_MAX = 64;

    private final Path folder;
    private final Path file;
    private final String stamp;

    BaselineFile(Path folder, String stamp) {
        this.folder = folder;
        this.file = folder.resolve("baseline.txt");
        this.stamp = "quality 1 " + stamp;
    }

    /** By version; empty where there is no such file, or of other settings, or a damaged one. */
    Map<String, Baseline> read() {
        Map<String, Baseline> read = new LinkedHashMap<>();
        try {
            if (Files.isRegularFile(file)) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 1; lines.get(0).equals(stamp) && i < lines.size(); i++) {
                    String[] parts = lines.get(i).split("\t", -1);
                    read.put(parts[0], baseline(parts));
                }
            }
        } catch (IOException | RuntimeException e) {
            read.clear(); // it is learnt anew
        }
        return read;
    }

    private static Baseline baseline(String[] parts) {
        double[] flat = numbers(parts[5]);
        String[] metrics = parts[6].isEmpty() ? new String[0] : parts[6].split(" ");
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < metrics.length; i++) {
            estimates.add(new Estimate(metrics[i], flat[2 * i], flat[2 * i + 1]));
        }
        return new Baseline(
                false, Long.parseLong(parts[1]), numbers(parts[2]), numbers(parts[3]), numbers(parts[4]), estimates);
    }

    /** @throws UncheckedIOException nothing was written, and what was stays */
    void write(Map<String, Baseline> versions) {
        List<String> lines = new ArrayList<>(List.of(stamp));
        versions.entrySet().stream()
                .filter(version -> !version.getValue().isLabelled())
                .limit(VERSIONS_MAX)
                .forEach(version -> lines.add(line(version.getKey(), version.getValue())));
        try {
            Files.createDirectories(folder);
            Path beside = folder.resolve("baseline.new");
            Files.write(beside, lines, StandardCharsets.UTF_8);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("'baseline.txt' cannot be written: " + e.getMessage(), e);
        }
    }

    private static String line(String version, Baseline of) {
        double[] flat = of.estimates().stream()
                .flatMap(estimate -> List.of(estimate.value(), estimate.error()).stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        String metrics = of.estimates().stream().map(Estimate::metric).collect(Collectors.joining(" "));
        return String.join(
                "\t",
                version,
                Long.toString(of.rows()),
                text(of.shares()),
                text(of.confidence()),
                text(of.cuts()),
                text(flat),
                metrics);
    }

    private static String text(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    private static double[] numbers(String text) {
        return text.isEmpty()
                ? new double[0]
                : Arrays.stream(text.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
    }
}

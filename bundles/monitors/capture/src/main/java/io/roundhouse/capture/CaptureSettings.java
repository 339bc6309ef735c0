package io.roundhouse.capture;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.monitor.Watched;
import java.time.Duration;
import java.util.Set;

/**
 * What to write, and how much of it to keep.
 *
 * @param sample the share of requests, by their ids
 * @param arms only what these answered; none for all
 * @param parameters whether the request's parameters are written
 * @param totalBytesMax of all files; the oldest go first
 * @param freeBytesMin what is left of the disk for others
 * @param ageMax nothing older is kept
 */
record CaptureSettings(
        double sample,
        Set<String> arms,
        boolean outputs,
        boolean parameters,
        Redaction redaction,
        int lineBytesMax,
        long fileBytesMax,
        long totalBytesMax,
        long freeBytesMin,
        Duration ageMax) {
    private static final long MIB = 1 << 20;
    private static final long LARGEST = 1L << 40;
    private static final Duration AGE_LONGEST = Duration.ofDays(3_660);

    static CaptureSettings of(Watched model, Settings settings) {
        settings.allow(
                "sample",
                "arms",
                "outputs",
                "parameters",
                "redact",
                "line_bytes_max",
                "file_bytes_max",
                "total_bytes_max",
                "free_bytes_min",
                "age_max");
        long line = settings.integer("line_bytes_max", MIB, 1_024, 64 * MIB);
        long file = settings.integer("file_bytes_max", 64 * MIB, line, LARGEST);
        Duration age = settings.duration("age_max", Duration.ofDays(7), AGE_LONGEST);
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            throw settings.invalid("age_max", "must be at least 1m, was '" + settings.text("age_max") + "'", null);
        }
        return new CaptureSettings(
                settings.number("sample", 0.01, 0, 1),
                Set.copyOf(settings.texts("arms")),
                settings.flag("outputs", true),
                settings.flag("parameters", true),
                Redaction.of(model, settings.section("redact")),
                (int) line,
                file,
                settings.integer("total_bytes_max", Math.max(1_024 * MIB, file), file, LARGEST),
                settings.integer("free_bytes_min", 512 * MIB, 0, LARGEST),
                age);
    }
}

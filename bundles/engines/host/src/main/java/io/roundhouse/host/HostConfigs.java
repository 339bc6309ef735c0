package io.roundhouse.host;

import io.roundhouse.api.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** From what an operator wrote to settings that are right. */
final class HostConfigs {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration AGES = Duration.ofDays(36_500); // no limit, and no overflow
    private static final long MEGA = 1024 * 1024;

    private HostConfigs() {}

    static HostSettings settings(HostConfig config) {
        return new HostSettings(
                java(config.java()),
                HostSettings.inRange("heap.mb", config.heap_mb(), 32, 65_536),
                words(config.jvm_options()),
                words(config.environment()),
                HostSettings.slotBytes(config.slot_kb()),
                MEGA * HostSettings.inRange("answer.mb.max", config.answer_mb_max(), 1, 2_047),
                HostSettings.inRange("files.max", config.files_max(), 64, 65_536),
                HostSettings.inRange("address.space.mb", config.address_space_mb(), 0, Integer.MAX_VALUE),
                HostSettings.inRange("oom.score", config.oom_score(), 0, 1_000),
                duration("start.timeout", config.start_timeout()),
                duration("load.timeout", config.load_timeout()),
                duration("grace", config.grace()),
                duration("silence", config.silence()),
                duration("close.timeout", config.close_timeout()),
                residentBytesMax(config.resident_mb_max()),
                ageMax(config.age_max()));
    }

    /** A file of settings gives one text with commas, other ways give an array. */
    static List<String> words(String... given) {
        return Arrays.stream(given)
                .flatMap(one -> Arrays.stream(one.split(",", -1)))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static long residentBytesMax(int megabytes) {
        int max = HostSettings.inRange("resident.mb.max", megabytes, 0, Integer.MAX_VALUE);
        return max == 0 ? Long.MAX_VALUE : MEGA * max;
    }

    private static Duration ageMax(String text) {
        Duration max = Settings.of(Map.of("age.max", text)).duration("age.max", YEAR, YEAR);
        return max.isZero() ? AGES : max;
    }

    private static Path java(String wanted) {
        return wanted.isBlank() ? Path.of(System.getProperty("java.home", "."), "bin", "java") : Path.of(wanted);
    }

    private static Duration duration(String key, String text) {
        return Settings.of(Map.of(key, text)).duration(key, DAY, DAY);
    }
}

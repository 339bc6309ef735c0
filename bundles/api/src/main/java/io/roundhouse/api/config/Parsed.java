package io.roundhouse.api.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts read as numbers, flags, durations and choices, within their bounds. */
final class Parsed {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ns|us|ms|s|m|h|d)");
    private static final Map<String, Long> UNIT_NANOS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L,
            "d",
            86_400_000_000_000L);

    private Parsed() {}

    static long integer(Settings settings, String key, long otherwise, long min, long max) {
        Optional<String> text = settings.findText(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        String allowed = "must be a whole number " + min + ".." + max + ", was '" + text.get() + "'";
        try {
            long value = Long.parseLong(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw settings.invalid(key, allowed, e);
        }
        throw settings.invalid(key, allowed, null);
    }

    static double number(Settings settings, String key, double otherwise, double min, double max) {
        Optional<String> text = settings.findText(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        String allowed = "must be a number " + min + ".." + max + ", was '" + text.get() + "'";
        try {
            double value = Double.parseDouble(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw settings.invalid(key, allowed, e);
        }
        throw settings.invalid(key, allowed, null);
    }

    static boolean flag(Settings settings, String key, boolean otherwise) {
        Optional<String> text = settings.findText(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        return switch (text.get()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw settings.invalid(key, "must be true or false, was '" + text.get() + "'", null);
        };
    }

    static Duration duration(Settings settings, String key, Duration otherwise, Duration max) {
        Optional<String> text = settings.findText(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(text.get());
        if (!matcher.matches()) {
            throw settings.invalid(
                    key,
                    "must be a number with a unit ns, us, ms, s, m, h or d, like 2ms, was '" + text.get() + "'",
                    null);
        }
        long unit = UNIT_NANOS.getOrDefault(matcher.group(2), 1L);
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (nanos.compareTo(BigDecimal.valueOf(max.toNanos())) > 0) {
            throw settings.invalid(key, "must be at most " + readable(max) + ", was '" + text.get() + "'", null);
        }
        return Duration.ofNanos(nanos.longValue());
    }

    static <E extends Enum<E>> E choice(Settings settings, String key, E otherwise) {
        Optional<String> text = settings.findText(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        E[] constants = otherwise.getDeclaringClass().getEnumConstants();
        List<String> names = Arrays.stream(constants).map(Parsed::written).toList();
        int index = names.indexOf(text.get());
        if (index < 0) {
            throw settings.invalid(key, "must be one of " + names + ", was '" + text.get() + "'", null);
        }
        return constants[index];
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String readable(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}

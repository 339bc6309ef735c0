package io.roundhouse.rollouts;

import io.roundhouse.server.control.Rollouts.Outcome;
import io.roundhouse.server.control.Rollouts.Past;
import io.roundhouse.server.control.Rollouts.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiFunction;

/** A course's state as lines {@code key=value}, and back. A line that is missing or no value makes it damaged. */
final class StateText {
    private static final String FORMAT = "1";

    private StateText() {}

    static Properties write(CourseState state) {
        Properties lines = new Properties();
        lines.setProperty("format", FORMAT);
        lines.setProperty("model", state.model());
        lines.setProperty("stable", state.stable());
        state.going().ifPresent(going -> write(lines, going));
        lines.setProperty("rejected", String.valueOf(state.rejected().size()));
        for (int i = 0; i < state.rejected().size(); i++) {
            write(lines, "rejected." + i, state.rejected().get(i));
        }
        lines.setProperty("history", String.valueOf(state.history().size()));
        for (int i = 0; i < state.history().size(); i++) {
            write(lines, "history." + i, state.history().get(i));
        }
        return lines;
    }

    private static void write(Properties lines, Going going) {
        lines.setProperty("going", going.state().name());
        write(lines, "going.canary", going.canary());
        lines.setProperty("going.step", String.valueOf(going.step()));
        lines.setProperty("going.since", String.valueOf(going.sinceMillis()));
        lines.setProperty("going.step.since", String.valueOf(going.stepMillis()));
        lines.setProperty("going.paused", String.valueOf(going.pausedMillis()));
        lines.setProperty("going.established", String.join(" ", new java.util.TreeSet<>(going.established())));
        lines.setProperty("going.judge", going.judge());
    }

    private static void write(Properties lines, String key, Canary canary) {
        lines.setProperty(key + ".version", canary.version());
        lines.setProperty(key + ".digest", canary.digest());
        lines.setProperty(key + ".engine", canary.engine());
    }

    private static void write(Properties lines, String key, Past past) {
        lines.setProperty(key + ".stable", past.stable());
        lines.setProperty(key + ".canary", past.canary());
        lines.setProperty(key + ".outcome", past.outcome().name());
        lines.setProperty(key + ".by", past.by());
        lines.setProperty(key + ".reason", past.reason());
        lines.setProperty(key + ".since", String.valueOf(past.sinceMillis()));
        lines.setProperty(key + ".end", String.valueOf(past.endMillis()));
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException says which line is wrong
     */
    static CourseState read(Properties lines) {
        String format = text(lines, "format");
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException("format is '" + format + "', this server reads " + FORMAT);
        }
        return new CourseState(
                text(lines, "model"),
                text(lines, "stable"),
                lines.containsKey("going") ? Optional.of(going(lines)) : Optional.empty(),
                list(lines, "rejected", CourseState.REJECTED_MAX, StateText::canary),
                list(lines, "history", CourseState.HISTORY_MAX, StateText::past));
    }

    private static Going going(Properties lines) {
        String established = text(lines, "going.established");
        return new Going(
                canary(lines, "going.canary"),
                State.valueOf(text(lines, "going")),
                Math.toIntExact(number(lines, "going.step", Plan.STEPS_MAX)),
                number(lines, "going.since", Long.MAX_VALUE),
                number(lines, "going.step.since", Long.MAX_VALUE),
                number(lines, "going.paused", Long.MAX_VALUE),
                established.isEmpty() ? Set.of() : Set.of(established.split(" ", -1)),
                text(lines, "going.judge"));
    }

    private static Canary canary(Properties lines, String key) {
        return new Canary(text(lines, key + ".version"), text(lines, key + ".digest"), text(lines, key + ".engine"));
    }

    private static Past past(Properties lines, String key) {
        return new Past(
                text(lines, key + ".stable"),
                text(lines, key + ".canary"),
                Outcome.valueOf(text(lines, key + ".outcome")),
                text(lines, key + ".by"),
                text(lines, key + ".reason"),
                number(lines, key + ".since", Long.MAX_VALUE),
                number(lines, key + ".end", Long.MAX_VALUE));
    }

    private static <T> List<T> list(Properties lines, String key, int max, BiFunction<Properties, String, T> read) {
        List<T> all = new ArrayList<>();
        long count = number(lines, key, max);
        for (int i = 0; i < count; i++) {
            all.add(read.apply(lines, key + "." + i));
        }
        return all;
    }

    static long number(Properties lines, String key, long max) {
        String text = text(lines, key);
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + key + "' must be a whole number, was '" + text + "'", e);
        }
        throw new IllegalArgumentException("'" + key + "' must be 0.." + max + ", was " + text);
    }

    static String text(Properties lines, String key) {
        String text = lines.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("'" + key + "' is missing");
        }
        return text;
    }
}

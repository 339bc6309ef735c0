package io.roundhouse.alerts;

import io.roundhouse.alerts.Rule.Threshold;
import io.roundhouse.alerts.Signal.Combine;
import io.roundhouse.alerts.Signal.Function;
import io.roundhouse.alerts.Signal.Question;
import io.roundhouse.api.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One section of {@code rules}. */
final class RuleReader {
    static final Duration DELAY_MAX = Duration.ofDays(1);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration WINDOW_MAX = Duration.ofDays(3);
    private static final Duration GAUGE_WINDOW_MAX = Duration.ofHours(1); // every look is kept of these
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,63}");
    private static final String BUCKETS = "_bucket";

    private RuleReader() {}

    static Rule read(Settings rule) {
        rule.allow(
                "alert",
                "metric",
                "where",
                "by",
                "function",
                "quantile",
                "window",
                "combine",
                "per",
                "above",
                "below",
                "for",
                "hold",
                "severity",
                "summary",
                "actions");
        String name = name(rule, "alert");
        Question question = question(rule);
        Threshold threshold = threshold(rule);
        String expression = expression(question) + " " + threshold.text();
        return new Rule(
                name,
                severity(rule),
                expression,
                threshold,
                rule.duration("for", Duration.ZERO, DELAY_MAX),
                rule.duration("hold", Duration.ZERO, DELAY_MAX),
                rule.text("summary", name + ": " + expression + ", it is {value}"),
                Action.read(rule),
                rule);
    }

    static String name(Settings section, String key) {
        String name = section.text(key);
        if (!NAME.matcher(name).matches()) {
            throw section.invalid(
                    key,
                    "must be up to 64 letters, digits, - and _, beginning with a letter, was '" + name + "'",
                    null);
        }
        return name;
    }

    static String severity(Settings section) {
        String severity = section.text("severity", "ticket");
        if (!NAME.matcher(severity).matches()) {
            throw section.invalid("severity", "must be a word like page or ticket, was '" + severity + "'", null);
        }
        return severity;
    }

    /** Labels that tell groups apart; null where the key is missing, and every series is one. */
    static @Nullable List<String> by(Settings section) {
        return section.has("by") ? section.texts("by") : null;
    }

    static Question question(Settings rule) {
        Function function = rule.choice("function", Function.VALUE);
        Selector selector = Selector.read(rule);
        boolean counts = function == Function.RATE || function == Function.INCREASE;
        boolean overTime = function != Function.VALUE;
        if (rule.has("per") && !counts) {
            throw rule.invalid("per", "belongs to 'function: rate' or 'increase', was " + word(function), null);
        }
        if (rule.has("window") && !overTime) {
            throw rule.invalid(
                    "window", "belongs to rate, increase, mean, max and quantile; say 'function:' too", null);
        }
        if (rule.has("quantile") != (function == Function.QUANTILE)) {
            throw rule.invalid(
                    "quantile", "and 'function: quantile' belong together, function was " + word(function), null);
        }
        if (rule.has("combine") && (counts || function == Function.QUANTILE)) {
            throw rule.invalid("combine", "belongs to value, mean and max; " + word(function) + " adds up", null);
        }
        Duration most = function == Function.MEAN || function == Function.MAX ? GAUGE_WINDOW_MAX : WINDOW_MAX;
        Duration window = overTime ? rule.duration("window", WINDOW, most) : Duration.ofMillis(Ring.STEP_MILLIS);
        if (window.toMillis() < Ring.STEP_MILLIS) {
            throw rule.invalid("window", "must be at least 15s, which is from one look to the next", null);
        }
        return new Question(
                function == Function.QUANTILE && !selector.metric().endsWith(BUCKETS)
                        ? selector.named(selector.metric() + BUCKETS)
                        : selector,
                by(rule),
                function,
                rule.choice("combine", Combine.MAX),
                window.toMillis(),
                rule.number("quantile", 0.99, 0, 1),
                rule.has("per") ? Selector.read(rule.section("per").allow("metric", "where")) : null);
    }

    private static Threshold threshold(Settings rule) {
        if (rule.has("above") == rule.has("below")) {
            throw rule.invalid(
                    rule.has("above") ? "above" : "alert", "needs either 'above' or 'below', one of them", null);
        }
        String key = rule.has("above") ? "above" : "below";
        return new Threshold(key.equals("above"), rule.number(key, 0, -Double.MAX_VALUE, Double.MAX_VALUE));
    }

    private static String expression(Question question) {
        StringBuilder text = new StringBuilder();
        String over = " over " + span(Duration.ofMillis(question.windowMillis()));
        switch (question.function()) {
            case VALUE -> text.append(question.selector().text());
            case QUANTILE ->
                text.append("quantile ")
                        .append(Rule.number(question.quantile()))
                        .append(" of ")
                        .append(question.selector().text())
                        .append(over);
            default ->
                text.append(word(question.function()))
                        .append(" of ")
                        .append(question.selector().text())
                        .append(over);
        }
        Selector per = question.per();
        if (per != null) {
            text.append(" per ").append(per.text());
        }
        List<String> by = question.by();
        if (by != null && !by.isEmpty()) {
            text.append(" by ").append(String.join(", ", by));
        }
        return text.toString();
    }

    /** {@code 5m}, {@code 3d}. */
    static String span(Duration span) {
        long seconds = span.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

package io.roundhouse.alerts;

import io.roundhouse.api.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What must not be for long, and what is done when it is.
 *
 * @param expression what is asked, for a person
 * @param threshold beyond it the rule's condition holds
 * @param pending how long it must hold before the alert fires
 * @param hold how long it must not hold before the alert is resolved
 * @param summary with {@code {label}} and {@code {value}} in it
 * @param written the section it was read from: rules of equal sections go on when the file is read again
 */
record Rule(
        String name,
        String severity,
        String expression,
        Threshold threshold,
        Duration pending,
        Duration hold,
        String summary,
        List<Action> actions,
        Settings written) {
    private static final int SUMMARY_MAX = 1_000;

    Rule {
        actions = List.copyOf(actions);
    }

    /** The sentence for one alert. */
    String summary(Map<String, String> labels, double value) {
        String text = summary;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text = text.replace("{" + label.getKey() + "}", label.getValue());
        }
        text = text.replace("{value}", number(value));
        return text.length() > SUMMARY_MAX ? text.substring(0, SUMMARY_MAX) : text;
    }

    /** Four digits that say something. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e9
                ? new java.math.BigDecimal(value)
                        .round(new java.math.MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString()
                : String.format(Locale.ROOT, "%.3e", value);
    }

    /** A bound that a value is beyond of. */
    record Threshold(boolean isUpper, double bound) {
        boolean isBeyond(double value) {
            return isUpper ? value > bound : value < bound;
        }

        String text() {
            return (isUpper ? "> " : "< ") + number(bound);
        }
    }
}

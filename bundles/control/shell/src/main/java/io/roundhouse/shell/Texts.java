package io.roundhouse.shell;

import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.server.control.Statistics.Times;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as a person reads them. */
final class Texts {
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private Texts() {}

    static String time(long millis) {
        return millis == 0
                ? "-"
                : Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String duration(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(1)) < 0
                ? duration.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** Seconds to come, as a clock shows them: {@code 7 s}, {@code 3:07}, {@code 1:02:45}. */
    static String left(double seconds) {
        long all = Math.round(seconds);
        if (all < 60) {
            return all + " s";
        }
        return all < 3600
                ? String.format(Locale.ROOT, "%d:%02d", all / 60, all % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", all / 3600, all / 60 % 60, all % 60);
    }

    /** The mean of these times. */
    static String mean(Times times) {
        return times.count() == 0 ? "-" : String.format(Locale.ROOT, "%.3f ms", times.nanos() / 1e6 / times.count());
    }

    /** Four digits and no exponent, as the judge writes it; what is not known yet is a dash. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "-" : "any";
        }
        BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    static String list(List<String> words) {
        return words.isEmpty() ? "-" : String.join(", ", words);
    }

    static String specs(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::toString).collect(Collectors.joining(", "));
    }

    static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}

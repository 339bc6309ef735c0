package io.roundhouse.judge;

import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Guard.Better;
import io.roundhouse.server.control.Verdict.Decision;
import io.roundhouse.server.control.Verdict.Finding;
import io.roundhouse.server.control.Verdict.Standing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A verdict in words. */
final class Texts {
    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final double PLENTY = 1e6;

    private Texts() {}

    static String paragraph(Decision decision, List<Finding> findings) {
        return summary(decision, findings)
                + findings.stream().map(finding -> " " + sentence(finding)).collect(Collectors.joining());
    }

    private static String summary(Decision decision, List<Finding> findings) {
        return switch (decision) {
            case PROMOTE -> "Promote: every guard is within its margin.";
            case ROLL_BACK -> "Roll back: " + named(findings, Standing.HARMFUL) + " beyond the margin.";
            case CONTINUE -> "Continue: " + named(findings, Standing.UNDECIDED) + " undecided.";
        };
    }

    private static String named(List<Finding> findings, Standing standing) {
        List<String> names = findings.stream()
                .filter(finding -> finding.standing() == standing)
                .map(finding -> finding.guard().name())
                .toList();
        return String.join(", ", names) + (names.size() == 1 ? " is" : " are");
    }

    private static String sentence(Finding finding) {
        String text = finding.guard().name() + " is "
                + finding.standing().name().toLowerCase(Locale.ROOT) + ": "
                + estimates(finding) + ", between " + effect(finding, finding.lower()) + " and "
                + effect(finding, finding.upper()) + ", allowed " + allowed(finding)
                + "; evidence of harm " + evidence(finding.harmEvidence()) + " of " + number(finding.harmNeeded())
                + ", of harmlessness " + evidence(finding.safetyEvidence()) + " of " + number(finding.safetyNeeded());
        if (finding.clipped() > 0) {
            text += "; " + count(finding.clipped()) + " values outside the range were clipped";
        }
        return text + (finding.missing().isEmpty() ? "." : "; wanted: " + finding.missing() + ".");
    }

    private static String estimates(Finding finding) {
        String canary = "canary " + number(finding.canary()) + " (" + count(finding.canaryCount()) + " values)";
        if (finding.guard() instanceof Guard.Limit) {
            return canary;
        }
        return canary + ", live " + number(finding.live()) + " (" + count(finding.liveCount()) + "), "
                + (finding.guard() instanceof Guard.Quantile ? "ratio " : "difference ")
                + effect(finding, finding.effect());
    }

    private static String effect(Finding finding, double value) {
        if (finding.guard() instanceof Guard.Limit || !Double.isFinite(value)) {
            return number(value);
        }
        String sign = value > 0 ? "+" : "";
        return sign + (finding.guard() instanceof Guard.Quantile ? number(100 * value) + " %" : number(value));
    }

    private static String allowed(Finding finding) {
        boolean higher = (finding.guard() instanceof Guard.Mean mean && mean.better() == Better.HIGHER)
                || (finding.guard() instanceof Guard.Limit limit && limit.better() == Better.HIGHER);
        return (higher ? "at least " : "at most ") + effect(finding, finding.bound());
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String evidence(double value) {
        return value >= PLENTY ? "over 1000000" : value < 0.01 ? "under 0.01" : number(value);
    }

    /** Four digits, and no exponent. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        if (Double.isInfinite(value)) {
            return "anything";
        }
        BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}

package io.roundhouse.shell;

import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Guard.Better;
import io.roundhouse.server.control.Verdict;
import io.roundhouse.server.control.Verdict.Finding;

/** The judge's numbers, a row a guard. */
final class GuardTable {
    private static final double PLENTY = 1e6; // evidence grows exponentially; past this its digits tell nothing

    private GuardTable() {}

    static Table of(Verdict verdict) {
        Table table = new Table(
                "The judge has no guards.",
                "guard",
                "standing",
                "live",
                "canary",
                "effect",
                "between",
                "allowed",
                "harm",
                "harmless",
                "wanted");
        for (Finding finding : verdict.findings()) {
            table.row(
                    finding.guard().name(),
                    finding.standing(),
                    finding.guard() instanceof Guard.Limit ? "-" : counted(finding.live(), finding.liveCount()),
                    counted(finding.canary(), finding.canaryCount()),
                    effect(finding, finding.effect()),
                    effect(finding, finding.lower()) + " .. " + effect(finding, finding.upper()),
                    (isHigherBetter(finding.guard()) ? "at least " : "at most ") + effect(finding, finding.bound()),
                    evidence(finding.harmEvidence(), finding.harmNeeded()),
                    evidence(finding.safetyEvidence(), finding.safetyNeeded()),
                    Texts.orDash(finding.missing()));
        }
        return table;
    }

    private static String counted(double value, long count) {
        return Texts.number(value) + " (" + count + ")";
    }

    /** A limit's effect is a mean, a quantile's a part of the live arm's, and any other's a difference. */
    private static String effect(Finding finding, double value) {
        if (finding.guard() instanceof Guard.Limit || !Double.isFinite(value)) {
            return Texts.number(value);
        }
        String sign = value > 0 ? "+" : "";
        return sign
                + (finding.guard() instanceof Guard.Quantile ? Texts.number(100 * value) + " %" : Texts.number(value));
    }

    private static String evidence(double found, double needed) {
        String shown = found >= PLENTY ? "over " + Texts.number(PLENTY) : Texts.number(found);
        return shown + " of " + Texts.number(needed);
    }

    private static boolean isHigherBetter(Guard guard) {
        return (guard instanceof Guard.Mean mean && mean.better() == Better.HIGHER)
                || (guard instanceof Guard.Limit limit && limit.better() == Better.HIGHER);
    }
}

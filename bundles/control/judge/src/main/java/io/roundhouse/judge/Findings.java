package io.roundhouse.judge;

import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Verdict;
import io.roundhouse.server.control.Verdict.Decision;
import io.roundhouse.server.control.Verdict.Finding;
import io.roundhouse.server.control.Verdict.Standing;
import java.util.ArrayList;
import java.util.List;

/** Gathers what each trial has found into a verdict. */
final class Findings {
    private final Decision decision;
    private final double alpha;
    private final List<Finding> findings = new ArrayList<>();

    Findings(Decision decision, double alpha) {
        this.decision = decision;
        this.alpha = alpha;
    }

    void add(Trial trial, Standing standing, double harmNeeded, double safetyNeeded) {
        Trial.Numbers numbers = trial.numbers(harmNeeded, safetyNeeded);
        findings.add(new Finding(
                trial.guard(),
                standing,
                numbers.liveCount(),
                numbers.canaryCount(),
                numbers.clipped(),
                numbers.live(),
                numbers.canary(),
                numbers.effect(),
                numbers.lower(),
                numbers.upper(),
                numbers.bound(),
                numbers.harmEvidence(),
                harmNeeded,
                numbers.safetyEvidence(),
                safetyNeeded,
                standing == Standing.UNDECIDED ? missing(trial, numbers, safetyNeeded) : ""));
    }

    private static String missing(Trial trial, Trial.Numbers numbers, double safetyNeeded) {
        List<String> wanted = new ArrayList<>();
        if (trial.liveMissing() > 0) {
            wanted.add(Texts.count(trial.liveMissing()) + " more of the live arm");
        }
        if (trial.canaryMissing() > 0) {
            wanted.add(Texts.count(trial.canaryMissing()) + " more of the canary");
        }
        if (!wanted.isEmpty()) {
            return String.join(" and ", wanted);
        }
        double evidence = numbers.safetyEvidence();
        if (evidence < 1.5) {
            return "evidence either way";
        }
        // evidence grows exponentially, while nothing changes
        double more = numbers.canaryCount() * (Math.log(safetyNeeded) / Math.log(evidence) - 1);
        return "about " + Texts.count((long) Math.ceil(Math.max(1, more))) + " more of the canary, as things go";
    }

    Verdict verdict() {
        String text = Texts.paragraph(decision, findings);
        return new Verdict(decision, findings, text, Json.of(decision, alpha, findings, text));
    }

    /** What kind of guard it is, as verdicts call it. */
    static String kind(Guard guard) {
        if (guard instanceof Guard.Quantile) {
            return "quantile";
        }
        return guard instanceof Guard.Limit ? "limit" : "mean";
    }
}

package io.roundhouse.server.control;

import java.util.List;

/**
 * What a judge says, and why.
 *
 * @param findings one a guard, in the guards' order
 * @param text the same as one paragraph for a person
 * @param json the same as one JSON object: {@code decision}, {@code alpha}, {@code text} and {@code guards}, whose members
 *     are named as the components of {@link Finding}; what is not known yet is {@code null}
 */
public record Verdict(Decision decision, List<Finding> findings, String text, String json) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** What is to be done with the canary. */
    public enum Decision {
        /** Neither is established yet. */
        CONTINUE,
        /** Every guard is established to be within its margin. */
        PROMOTE,
        /** One guard is established to be beyond its margin. */
        ROLL_BACK
    }

    /** What is established of one guard. */
    public enum Standing {
        UNDECIDED,
        HARMLESS,
        HARMFUL
    }

    /**
     * The numbers of one guard. Those that cannot be known yet are {@code NaN}.
     *
     * <p>The <em>effect</em> is the canary's mean less the live arm's; of a {@link Guard.Limit} the canary's mean; of a
     * {@link Guard.Quantile} the canary's quantile over the live arm's, less 1. Each end of {@code lower..upper} is an
     * anytime-valid bound: the one towards harm is wrong, ever, with a chance of at most alpha, the other with the guard's
     * share of alpha.
     *
     * @param liveCount values of the live arm
     * @param canaryCount values of the canary; both arms count a pair
     * @param clipped values that lay outside the guard's range
     * @param live the live arm's mean or quantile
     * @param canary the canary's
     * @param bound what the effect must not go beyond
     * @param harmEvidence an e-value against "within the margin"
     * @param harmNeeded from where on it is established
     * @param safetyEvidence an e-value against "beyond the margin"
     * @param safetyNeeded from where on it is established
     * @param missing what is still wanted, in a few words; empty when nothing is
     */
    public record Finding(
            Guard guard,
            Standing standing,
            long liveCount,
            long canaryCount,
            long clipped,
            double live,
            double canary,
            double effect,
            double lower,
            double upper,
            double bound,
            double harmEvidence,
            double harmNeeded,
            double safetyEvidence,
            double safetyNeeded,
            String missing) {}
}

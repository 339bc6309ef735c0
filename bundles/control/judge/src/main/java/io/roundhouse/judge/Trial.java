package io.roundhouse.judge;

import io.roundhouse.server.control.Guard;

/** One guard under way. */
sealed interface Trial permits MeanTrial, LimitTrial, QuantileTrial {
    static Trial of(Guard guard) {
        if (guard instanceof Guard.Mean mean) {
            return new MeanTrial(mean);
        }
        if (guard instanceof Guard.Limit limit) {
            return new LimitTrial(limit);
        }
        return new QuantileTrial((Guard.Quantile) guard);
    }

    Guard guard();

    void pair(double live, double canary);

    void live(double value);

    void canary(double value);

    /** Values still wanted of the live arm before anything is decided. */
    long liveMissing();

    /** Values still wanted of the canary. */
    long canaryMissing();

    /** Whether the evidence that the canary is beyond the margin is so much or more. */
    boolean isHarmful(double needed);

    /** Whether the evidence that the canary is within the margin is so much or more. */
    boolean isHarmless(double needed);

    /** Everything a finding tells; see there. */
    Numbers numbers(double harmNeeded, double safetyNeeded);

    void save(Saved.Writer out);

    void restore(Saved.Reader in);

    /** See {@link io.roundhouse.server.control.Verdict.Finding}. */
    record Numbers(
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
            double safetyEvidence) {}
}

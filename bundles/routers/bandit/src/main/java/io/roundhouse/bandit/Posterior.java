package io.roundhouse.bandit;

/**
 * What is known of an arm's rewards: a Beta distribution that began uniform, to which a reward r adds r to the one
 * parameter and 1 - r to the other, so that rewards between 0 and 1 count in part for each. Guarded by the one who holds it.
 */
final class Posterior {
    private double gained;
    private double missed;

    /** The parameter that counts what was gained, at least 1. */
    double alpha() {
        return 1 + gained;
    }

    /** The parameter that counts what was missed, at least 1. */
    double beta() {
        return 1 + missed;
    }

    /** How many rewards are remembered, those half forgotten in part. */
    double evidence() {
        return gained + missed;
    }

    void add(double reward) {
        gained += reward;
        missed += 1 - reward;
    }

    /** Goes on with what another knew. */
    void restore(double gainedBefore, double missedBefore) {
        gained = gainedBefore;
        missed = missedBefore;
    }

    double gained() {
        return gained;
    }

    double missed() {
        return missed;
    }

    void forget(double discount) {
        gained *= discount;
        missed *= discount;
    }
}

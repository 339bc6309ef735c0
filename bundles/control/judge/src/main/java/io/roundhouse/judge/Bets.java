package io.roundhouse.judge;

/** Two people bet on one mean: one that it is above the bound, one that it is below. More is worse. */
final class Bets {
    private final double low;
    private final double high;
    private final double bound;
    private final Capital harm = new Capital();
    private final Capital safety = new Capital();
    private final Masses masses;

    Bets(double low, double high, double bound) {
        this.low = low;
        this.high = high;
        this.bound = bound;
        this.masses = new Masses(low, high);
    }

    void add(double value) {
        harm.play((value - bound) / (bound - low));
        safety.play((bound - value) / (high - bound));
        masses.add(value);
    }

    double harmEvidence() {
        return harm.evidence();
    }

    double safetyEvidence() {
        return safety.evidence();
    }

    double lower(double alpha) {
        return masses.lower(alpha);
    }

    double upper(double alpha) {
        return masses.upper(alpha);
    }

    void save(Saved.Writer out) {
        harm.save(out);
        safety.save(out);
        masses.save(out);
    }

    void restore(Saved.Reader in) {
        harm.restore(in);
        safety.restore(in);
        masses.restore(in);
    }
}

package io.roundhouse.judge;

import io.roundhouse.server.control.Guard;

/** The canary's mean against a limit, in badness. The live arm is passed over. */
final class LimitTrial implements Trial {
    private final Guard.Limit guard;
    private final Range range;
    private final Bets bets;
    private final Sample canary = new Sample();

    LimitTrial(Guard.Limit guard) {
        this.guard = guard;
        this.range = new Range(guard.name(), guard.better(), guard.low(), guard.high());
        this.bets = new Bets(0, 1, range.badness(guard.limit()));
    }

    @Override
    public Guard guard() {
        return guard;
    }

    @Override
    public void pair(double liveValue, double canaryValue) {
        canary(canaryValue);
    }

    @Override
    public void live(double value) {}

    @Override
    public void canary(double value) {
        range.check(value);
        double clipped = range.clip(value);
        canary.add(clipped);
        bets.add(range.badness(clipped));
    }

    @Override
    public long liveMissing() {
        return 0;
    }

    @Override
    public long canaryMissing() {
        return guard.dataMin() - canary.count();
    }

    @Override
    public boolean isHarmful(double needed) {
        return bets.harmEvidence() >= needed;
    }

    @Override
    public boolean isHarmless(double needed) {
        return bets.safetyEvidence() >= needed;
    }

    @Override
    public Numbers numbers(double harmNeeded, double safetyNeeded) {
        double best = range.value(bets.lower(1 / harmNeeded));
        double worst = range.value(bets.upper(1 / safetyNeeded));
        return new Numbers(
                0,
                canary.count(),
                range.clipped(),
                Double.NaN,
                canary.mean(),
                canary.mean(),
                Math.min(best, worst),
                Math.max(best, worst),
                guard.limit(),
                bets.harmEvidence(),
                bets.safetyEvidence());
    }

    @Override
    public void save(Saved.Writer out) {
        range.save(out);
        canary.save(out);
        bets.save(out);
    }

    @Override
    public void restore(Saved.Reader in) {
        range.restore(in);
        canary.restore(in);
        bets.restore(in);
    }
}

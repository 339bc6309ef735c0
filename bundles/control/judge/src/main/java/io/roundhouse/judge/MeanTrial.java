package io.roundhouse.judge;

import io.roundhouse.server.control.Guard;

/**
 * The difference of two means, canary less live, in badness.
 *
 * <p>A pair is one value of the difference. Without pairs, values gather in a block that ends as soon as both arms have
 * some; the difference of the block's two means is one value. With shares of 95 and 5 nearly every block is one request of
 * the canary against the twenty or so of the live arm around it: no value of the larger arm is thrown away, and the
 * variance is about that of the canary's value alone.
 *
 * <p>Why this is right: which values are in a block depends on the router's choices only. Given these and everything
 * before the block, each value has its arm's mean (values of one arm are exchangeable within a block), so the mean of any
 * number of them has it too, and the difference of the two means lies in -1..1 and has the difference of the arms' means as
 * its expectation. More is not asked by {@link Capital}. If both arms get worse together the difference stays, but for what
 * changes within one block.
 */
final class MeanTrial implements Trial {
    private final Guard.Mean guard;
    private final Range range;
    private final Bets bets;
    private final Sample live = new Sample();
    private final Sample canary = new Sample();
    private final Sample liveBlock = new Sample();
    private final Sample canaryBlock = new Sample();

    MeanTrial(Guard.Mean guard) {
        this.guard = guard;
        this.range = new Range(guard.name(), guard.better(), guard.low(), guard.high());
        this.bets = new Bets(-1, 1, guard.margin() / range.size());
    }

    @Override
    public Guard guard() {
        return guard;
    }

    @Override
    public void pair(double liveValue, double canaryValue) {
        range.check(liveValue);
        range.check(canaryValue);
        bets.add(taken(canary, canaryValue) - taken(live, liveValue));
    }

    @Override
    public void live(double value) {
        range.check(value);
        liveBlock.add(taken(live, value));
        endBlock();
    }

    @Override
    public void canary(double value) {
        range.check(value);
        canaryBlock.add(taken(canary, value));
        endBlock();
    }

    private double taken(Sample arm, double value) {
        double clipped = range.clip(value);
        arm.add(clipped);
        return range.badness(clipped);
    }

    private void endBlock() {
        if (liveBlock.count() > 0 && canaryBlock.count() > 0) {
            bets.add(Math.max(-1, Math.min(1, canaryBlock.mean() - liveBlock.mean()))); // rounding may lie beyond
            liveBlock.clear();
            canaryBlock.clear();
        }
    }

    @Override
    public long liveMissing() {
        return guard.dataMin() - live.count();
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
        double best = range.difference(bets.lower(1 / harmNeeded));
        double worst = range.difference(bets.upper(1 / safetyNeeded));
        return new Numbers(
                live.count(),
                canary.count(),
                range.clipped(),
                live.mean(),
                canary.mean(),
                canary.mean() - live.mean(),
                Math.min(best, worst),
                Math.max(best, worst),
                range.isLowerBetter() ? guard.margin() : -guard.margin(),
                bets.harmEvidence(),
                bets.safetyEvidence());
    }

    @Override
    public void save(Saved.Writer out) {
        range.save(out);
        live.save(out);
        canary.save(out);
        liveBlock.save(out);
        canaryBlock.save(out);
        bets.save(out);
    }

    @Override
    public void restore(Saved.Reader in) {
        range.restore(in);
        live.restore(in);
        canary.restore(in);
        liveBlock.restore(in);
        canaryBlock.restore(in);
        bets.restore(in);
    }
}

package io.roundhouse.judge;

import io.roundhouse.server.control.Guard;

/** The ratio of two quantiles of times; see {@link QuantileTest}. */
final class QuantileTrial implements Trial {
    private final Guard.Quantile guard;
    private final Buckets buckets;
    private final Counts live;
    private final Counts canary;
    private final QuantileTest harm;
    private final QuantileTest safety;
    private long clipped;

    QuantileTrial(Guard.Quantile guard) {
        this.guard = guard;
        this.buckets = new Buckets(guard.margin());
        this.live = new Counts(buckets.count());
        this.canary = new Counts(buckets.count());
        this.harm = new QuantileTest(live, canary, buckets.count(), guard.quantile(), true);
        this.safety = new QuantileTest(live, canary, buckets.count(), guard.quantile(), false);
    }

    @Override
    public Guard guard() {
        return guard;
    }

    @Override
    public void pair(double liveValue, double canaryValue) {
        check(liveValue);
        check(canaryValue);
        take(live, liveValue);
        take(canary, canaryValue);
    }

    @Override
    public void live(double value) {
        check(value);
        take(live, value);
    }

    @Override
    public void canary(double value) {
        check(value);
        take(canary, value);
    }

    private void check(double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(
                    "guard '" + guard.name() + "' takes times, 0 or more, was " + value + "; nothing was counted");
        }
    }

    private void take(Counts arm, double value) {
        int bucket = buckets.of(value);
        arm.add(bucket, 1);
        if (bucket == 0 || bucket == buckets.count() - 1) {
            clipped++;
        }
    }

    @Override
    public long liveMissing() {
        return guard.dataMin() - live.total();
    }

    @Override
    public long canaryMissing() {
        return guard.dataMin() - canary.total();
    }

    @Override
    public boolean isHarmful(double needed) {
        return harm.reaches(Math.log(needed), buckets.shift());
    }

    @Override
    public boolean isHarmless(double needed) {
        return safety.reaches(Math.log(needed), buckets.shift());
    }

    @Override
    public Numbers numbers(double harmNeeded, double safetyNeeded) {
        double liveQuantile = quantile(live);
        double canaryQuantile = quantile(canary);
        int least = harm.bound(Math.log(harmNeeded));
        int most = safety.bound(Math.log(safetyNeeded));
        return new Numbers(
                live.total(),
                canary.total(),
                clipped,
                liveQuantile,
                canaryQuantile,
                canaryQuantile / liveQuantile - 1,
                least <= -buckets.count() ? -1 : buckets.factor(least) - 1,
                most >= buckets.count() ? Double.POSITIVE_INFINITY : buckets.factor(most) - 1,
                guard.margin(),
                Math.exp(harm.logEvidence(buckets.shift())),
                Math.exp(safety.logEvidence(buckets.shift())));
    }

    private double quantile(Counts arm) {
        if (arm.total() == 0) {
            return Double.NaN;
        }
        long rank = (long) Math.ceil(guard.quantile() * arm.total()) - 1;
        return buckets.value(arm.bucketOf(Math.max(0, rank)));
    }

    @Override
    public void save(Saved.Writer out) {
        out.add(clipped);
        live.save(out);
        canary.save(out);
    }

    @Override
    public void restore(Saved.Reader in) {
        clipped = in.count();
        live.restore(in);
        canary.restore(in);
    }
}

package io.roundhouse.host;

/** Failures in a row, what they cost, and whether they are a crash loop. Part of a {@link SupervisorTurn}. */
final class SupervisorFailures {
    private final SupervisorSettings settings;
    private int inARow;
    private boolean loop;
    private long notBefore;
    private long seed;

    SupervisorFailures(SupervisorSettings settings, SupervisorState state) {
        this.settings = settings;
        this.inARow = state.failures();
        this.loop = state.failed();
        this.notBefore = state.notBefore();
        this.seed = state.seed();
    }

    /**
     * One more.
     *
     * @param nobodyServes only then it is a crash loop: a replacement that does not come up takes nothing away
     * @return whether a crash loop begins
     */
    boolean count(long now, boolean nobodyServes) {
        inARow = Math.min(inARow + 1, 1_000_000);
        boolean was = loop;
        loop = nobodyServes && inARow >= settings.failuresMax();
        seed = Backoff.next(seed);
        notBefore = now
                + (loop ? settings.probe().maxNanos(seed) : settings.backoff().nanos(inARow, seed));
        return loop && !was;
    }

    /** A host is published: no loop for now, but its next failure counts on. */
    void served() {
        loop = false;
    }

    /** A host has been well for long enough. */
    void forget() {
        inARow = 0;
        notBefore = Long.MIN_VALUE;
    }

    double random() {
        seed = Backoff.next(seed);
        return Backoff.unit(seed);
    }

    int inARow() {
        return inARow;
    }

    boolean loop() {
        return loop;
    }

    long notBefore() {
        return notBefore;
    }

    long seed() {
        return seed;
    }
}

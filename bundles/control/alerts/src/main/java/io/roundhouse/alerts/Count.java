package io.roundhouse.alerts;

/** A count's growth and its past, from a first look on or from nothing. */
final class Count {
    private final Growth growth;
    private final Ring ring;

    Count(long windowMillis) {
        growth = new Growth(0);
        ring = new Ring(windowMillis);
    }

    /** One that was not there at the look before: it was zero then. */
    static Count since(long windowMillis, long lookBefore) {
        Count count = new Count(windowMillis);
        count.ring.add(lookBefore, 0);
        return count;
    }

    Growth growth() {
        return growth;
    }

    void close(long now) {
        ring.add(now, growth.total());
    }

    double increase(long now, long windowMillis) {
        return ring.size() == 0 ? 0 : ring.newest() - ring.at(now - windowMillis);
    }

    /** Seconds of the window that are known. */
    double seconds(long now, long windowMillis) {
        return ring.size() == 0 ? 0 : Math.min(windowMillis, now - ring.since()) / 1000.0;
    }
}

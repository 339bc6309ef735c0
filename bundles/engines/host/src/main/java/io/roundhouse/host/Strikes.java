package io.roundhouse.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known against requests: bounded, and forgotten with time. Whoever was last in a crash is kept longest; where there is
 * no room, suspects go before listed ones. Not safe for threads.
 */
final class Strikes {
    /**
     * @param together crashes with others in flight, of which any may have been the reason
     * @param alone crashes with nothing else in flight
     * @param last the last of them
     * @param listedUntil refused until then; before {@code last} for one that was never listed
     * @param how the last ended, as the end of a sentence
     */
    record Strike(long sketch, int together, int alone, Instant last, Instant listedUntil, String how) {
        int crashes() {
            return together + alone;
        }

        boolean isListed(Instant now) {
            return now.isBefore(listedUntil);
        }
    }

    private final int max;
    private final Duration listedFor;
    private final Map<Fingerprint, Strike> strikes = new LinkedHashMap<>(); // the last crash last
    private long evicted;

    Strikes(int max, Duration listedFor) {
        this.max = max;
        this.listedFor = listedFor;
    }

    /** One more crash; listed from the second on, if it was alone in this one. */
    Strike add(Fingerprint fingerprint, long sketch, boolean alone, String how, Instant now) {
        expire(now);
        Strike before = strikes.remove(fingerprint);
        int together = (before == null ? 0 : before.together()) + (alone ? 0 : 1);
        int byItself = (before == null ? 0 : before.alone()) + (alone ? 1 : 0);
        Instant listedUntil = before == null ? Instant.MIN : before.listedUntil();
        if (alone && together + byItself >= 2) {
            listedUntil = now.plus(listedFor);
        }
        return put(fingerprint, new Strike(sketch, together, byItself, now, listedUntil, how));
    }

    /** Lists one at once: where a second crash would cost too much. */
    Strike list(Fingerprint fingerprint, long sketch, String how, Instant now) {
        expire(now);
        strikes.remove(fingerprint);
        return put(fingerprint, new Strike(sketch, 0, 1, now, now.plus(listedFor), how));
    }

    /**
     * It was run by itself and nothing crashed: those it was together with have to answer for it, or whoever killed a host that
     * had nothing else in it. What was listed stays known.
     */
    void acquit(Fingerprint fingerprint) {
        Strike strike = strikes.get(fingerprint);
        if (strike != null && strike.listedUntil().equals(Instant.MIN)) {
            strikes.remove(fingerprint);
        }
    }

    /** Whether something is known against it. */
    @Nullable
    Strike find(Fingerprint fingerprint) {
        return strikes.get(fingerprint);
    }

    Map<Fingerprint, Strike> copy() {
        return Map.copyOf(strikes);
    }

    /** So many were forgotten before their time. */
    long evicted() {
        return evicted;
    }

    /** What was listed is remembered as long again, so that the next crash lists it at once. */
    void expire(Instant now) {
        Duration kept = listedFor.multipliedBy(2);
        strikes.values().removeIf(strike -> !now.isBefore(strike.last().plus(kept)));
    }

    private Strike put(Fingerprint fingerprint, Strike strike) {
        while (strikes.size() >= max) {
            evictOne(strike.last());
        }
        strikes.put(fingerprint, strike);
        return strike;
    }

    private void evictOne(Instant now) {
        evicted++;
        for (Iterator<Strike> each = strikes.values().iterator(); each.hasNext(); ) {
            if (!each.next().isListed(now)) {
                each.remove();
                return;
            }
        }
        Iterator<Strike> eldest = strikes.values().iterator();
        eldest.next();
        eldest.remove();
    }
}

package io.roundhouse.rollouts;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks that may fail, each by itself, so that none keeps those behind it from being looked at. The first failure is logged
 * at once, what follows once a minute with all that failed in it. One thread.
 */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.rollouts");
    private static final long MINUTE_MILLIS = 60_000;

    private final LongSupplier wallMillis;
    private final Set<String> unreported = new TreeSet<>(); // at most as many as there are models
    private long count;
    private long reports;
    private long reportedMillis;

    Faults(LongSupplier wallMillis) {
        this.wallMillis = wallMillis;
    }

    /**
     * Looks once; answers with why it failed, if it did.
     *
     * @param name the model, or what else is looked at
     */
    Optional<String> attempt(String name, Runnable look) {
        try {
            look.run();
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) { // of one look; what is in force stays
            failed(name, e);
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void failed(String name, Throwable cause) {
        count++;
        unreported.add(name);
        long now = wallMillis.getAsLong();
        if (reports == 0 || Math.abs(now - reportedMillis) >= MINUTE_MILLIS) { // the clock may be put back
            LOG.error(
                    "rollouts not looked at names={} failures={} effect=\"their shares stay as they are\"",
                    unreported,
                    count,
                    cause);
            unreported.clear();
            reports++;
            reportedMillis = now;
        }
    }

    /** Looks that failed, ever. */
    long count() {
        return count;
    }

    /** How often the log was told. */
    long reports() {
        return reports;
    }
}

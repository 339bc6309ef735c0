package io.roundhouse.monitorhost;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Which terms a monitor took, and which it refused. Guarded by its {@link Attached}. */
final class Tried {
    /** What was refused is tried again: a file that was missing may be there by then. */
    static final long RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoClock;
    private @Nullable Terms good;
    private @Nullable Terms refused;
    private String refusal = "";
    private long refusedNanos;

    Tried(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    void took(Terms terms) {
        good = terms;
        if (isRefused(terms)) {
            forgetRefusal();
        }
    }

    void refuse(Terms terms, String why) {
        refused = terms;
        refusal = why;
        refusedNanos = nanoClock.getAsLong();
        good = terms.equals(good) ? null : good;
    }

    /** From now on anything may be tried. */
    void forgetRefusal() {
        refused = null;
        refusal = "";
    }

    /** What is kept of a plugin that goes. */
    void forgetLeaving() {
        forgetRefusal();
        good = good != null && good.provider().isLeaving() ? null : good;
    }

    void forget() {
        forgetRefusal();
        good = null;
    }

    boolean isRefused(@Nullable Terms wanted) {
        return wanted != null && wanted.equals(refused);
    }

    String refusal(@Nullable Terms wanted) {
        return isRefused(wanted) ? refusal : "";
    }

    boolean isGood(Terms terms) {
        return terms.equals(good);
    }

    /** What to try now: what is wanted, the last that was taken where that is refused, or nothing for a while. */
    @Nullable
    Terms next(Terms wanted) {
        if (!isRefused(wanted)) {
            return wanted;
        }
        Terms last = good;
        if (last != null && last.specs().entrySet().containsAll(wanted.specs().entrySet())) {
            return last;
        }
        return nanoClock.getAsLong() - refusedNanos > RETRY_NANOS ? wanted : null;
    }
}

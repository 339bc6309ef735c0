package io.roundhouse.validate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A date: that it is one, then its range, then its freshness. */
final class DateElement implements ElementCheck {
    static final int FRESH = 2;
    private static final int MALFORMED = 0;
    private static final int RANGE = 1;

    private final Constraint malformed;
    private final Range range;
    private final @Nullable Fresh fresh;

    /** From one date to another, as written; without any, for ever. */
    record Range(@Nullable Constraint constraint, String min, String max, double minMillis, double maxMillis) {
        static final Range NONE = new Range(null, "", "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Not long ago, and not to come. */
    record Fresh(Constraint constraint, long ageMaxMillis, long aheadMaxMillis) {}

    DateElement(Constraint malformed, Range range, @Nullable Fresh fresh) {
        this.malformed = malformed;
        this.range = range;
        this.fresh = fresh;
    }

    @Override
    public int fault(ByteBuffer data, int at, int length, int from, long nowMillis) {
        double millis = IsoDate.millis(data, at, length);
        if (Double.isNaN(millis)) {
            return from <= MALFORMED ? MALFORMED : -1;
        }
        if (from <= RANGE && (millis < range.minMillis || millis > range.maxMillis)) {
            return RANGE;
        }
        return from <= FRESH
                        && fresh != null
                        && (millis < nowMillis - fresh.ageMaxMillis || millis > nowMillis + fresh.aheadMaxMillis)
                ? FRESH
                : -1;
    }

    @Override
    @SuppressWarnings("NullAway") // a fault is found by a constraint that is there
    public Constraint constraint(int fault) {
        return switch (fault) {
            case RANGE -> range.constraint;
            case FRESH -> fresh.constraint;
            default -> malformed;
        };
    }

    @Override
    public byte[] clipped(int fault, byte[] value) {
        String bound = IsoDate.millis(value) < range.minMillis ? range.min : range.max;
        return bound.getBytes(StandardCharsets.UTF_8);
    }
}

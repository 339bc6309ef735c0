package io.roundhouse.validate;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A text: UTF-8, then its length in characters, the categories, the pattern. */
final class TextElement implements ElementCheck {
    private static final int MALFORMED = 0;
    private static final int LENGTH = 1;
    private static final int CATEGORIES = 2;
    private static final int PATTERN = 3;

    private final Constraint malformed;
    private final @Nullable Lengths lengths;
    private final @Nullable Allowed allowed;
    private final @Nullable Like like;

    /** So many characters. */
    record Lengths(Constraint constraint, int min, int max) {}

    /** One of these. */
    record Allowed(Constraint constraint, Categories categories) {}

    /** Of this form. */
    record Like(Constraint constraint, TextPattern pattern) {}

    TextElement(Constraint malformed, @Nullable Lengths lengths, @Nullable Allowed allowed, @Nullable Like like) {
        this.malformed = malformed;
        this.lengths = lengths;
        this.allowed = allowed;
        this.like = like;
    }

    @Override
    public int fault(ByteBuffer data, int at, int length, int from, long nowMillis) {
        if (allowed != null && allowed.categories.has(data, at, length)) {
            return -1; // each of them was held against all else when the schema was read
        }
        int characters = Utf8.characters(data, at, length);
        if (characters < 0) {
            return from <= MALFORMED ? MALFORMED : -1;
        }
        if (from <= LENGTH && lengths != null && (characters < lengths.min || characters > lengths.max)) {
            return LENGTH;
        }
        if (from <= CATEGORIES && allowed != null) {
            return CATEGORIES;
        }
        return from <= PATTERN && like != null && !like.pattern.matches(data, at, length) ? PATTERN : -1;
    }

    @Override
    @SuppressWarnings("NullAway") // a fault is found by a constraint that is there
    public Constraint constraint(int fault) {
        return switch (fault) {
            case LENGTH -> lengths.constraint;
            case CATEGORIES -> allowed.constraint;
            case PATTERN -> like.constraint;
            default -> malformed;
        };
    }

    /** Cut after the last character that has room; a text that is too short stays. */
    @Override
    public byte[] clipped(int fault, byte[] value) {
        ByteBuffer data = ByteBuffer.wrap(value);
        int end = 0;
        for (int i = 0; lengths != null && i < lengths.max && end < value.length; i++) {
            end += Utf8.length(data, end, value.length);
        }
        return end == value.length ? value : Arrays.copyOf(value, end);
    }
}

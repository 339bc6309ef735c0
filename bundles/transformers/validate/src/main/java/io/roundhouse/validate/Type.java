package io.roundhouse.validate;

import io.roundhouse.api.tensor.DataType;
import java.util.Locale;

/** What a column holds. */
enum Type {
    /** FP64; NaN is missing. */
    NUMBER,
    /** UTF-8; no character is missing. */
    TEXT,
    /** A text of ISO 8601. */
    DATE;

    DataType dataType() {
        return this == NUMBER ? DataType.FP64 : DataType.BYTES;
    }

    /** As it is written in settings. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A value of {@link Cursor#next} as a person reads it. */
    String text(double value) {
        return this == DATE ? IsoDate.text(value) : Numbers.text(value);
    }
}

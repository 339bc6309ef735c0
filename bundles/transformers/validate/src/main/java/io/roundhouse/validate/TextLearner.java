package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Learns a column of texts: its categories when it has few, else how long its texts are and of what form. */
final class TextLearner implements ColumnLearner {
    private final String name;
    private final CategoryCount categories = new CategoryCount();
    private final Reach lengths = new Reach();
    private final Form form = new Form();
    private long rows;

    TextLearner(String name) {
        this.name = name;
    }

    @Override
    public void see(Tensor column) {
        ByteBuffer data = column.data();
        int row = 0;
        for (int at = 0; at < data.limit(); row++) {
            int length = data.getInt(at);
            int start = at + Integer.BYTES;
            at = start + length;
            rows++;
            if (length > 0) {
                text(data, start, length, row);
            }
        }
    }

    private void text(ByteBuffer data, int at, int length, int row) {
        int characters = Utf8.characters(data, at, length);
        if (characters < 0) {
            byte[] value = new byte[length];
            data.get(at, value);
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "'" + name + "': row " + row + " " + Quoted.is(value) + ", must be valid UTF-8");
        }
        lengths.add(characters);
        categories.add(data, at, length);
        form.add(data, at, length);
    }

    @Override
    public Settings learnt(Learning learning, String place) {
        Settings.Builder column = Settings.builder(place).put("type", Type.TEXT.key(), place);
        Learnt.presence(column, learning, place, rows, rows - lengths.rows());
        if (lengths.rows() < learning.rowsMin()) {
            return column.build();
        }
        if (categories.areFew()) {
            column.put("categories", categories.learnt(learning, place));
        } else {
            column.put("length", length(learning, place));
            form.learnt(column, learning, place);
        }
        return column.build();
    }

    private Settings length(Learning learning, String place) {
        long min = (long) StrictMath.floor(Math.max(1, lengths.lower(learning.outside())));
        double max = Math.min(1 << 26, StrictMath.ceil(lengths.upper(learning.outside())));
        String why = String.format(
                Locale.ROOT,
                "%,d rows: %s … %s characters; about one row in %,d lies beyond a bound",
                lengths.rows(),
                Numbers.text(lengths.min()),
                Numbers.text(lengths.max()),
                Math.round(1 / learning.outside()));
        return Learnt.section(learning, place)
                .put("min", Long.toString(min), place)
                .put("max", Long.toString((long) max), place)
                .put("reason", why, place)
                .build();
    }
}

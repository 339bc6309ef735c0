package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Learns a column of numbers or dates. */
final class NumberLearner implements ColumnLearner {
    private static final double DAY = 86_400_000;

    private final String name;
    private final Type type;
    private final Reach reach = new Reach();
    private long rows;
    private long rising;
    private boolean falls;
    private double before = Double.NaN;

    NumberLearner(String name, Type type) {
        this.name = name;
        this.type = type;
    }

    @Override
    public void see(Tensor column) {
        Cursor cursor = new Cursor(column, type);
        long count = column.shape().rows();
        for (int row = 0; row < count; row++) {
            double value = cursor.next();
            rows++;
            if (Double.isInfinite(value)) {
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        "'" + name + "': row " + row + " is infinite; a bound cannot be learnt");
            }
            if (!Double.isNaN(value)) {
                reach.add(value);
                falls |= value < before;
                rising += value > before ? 1 : 0;
                before = value;
            }
        }
        if (type == Type.DATE) {
            requireDates(column.data());
        }
    }

    private void requireDates(ByteBuffer data) {
        int row = 0;
        for (int at = 0; at < data.limit(); row++) {
            int length = data.getInt(at);
            int start = at + Integer.BYTES;
            at = start + length;
            if (length > 0 && Double.isNaN(IsoDate.millis(data, start, length))) {
                byte[] value = new byte[length];
                data.get(start, value);
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        "'" + name + "': row " + row + " " + Quoted.is(value) + ", must be " + IsoDate.EXAMPLE);
            }
        }
    }

    @Override
    public Settings learnt(Learning learning, String place) {
        Settings.Builder column = Settings.builder(place).put("type", type.key(), place);
        Learnt.presence(column, learning, place, rows, rows - reach.rows());
        if (reach.rows() >= learning.rowsMin()) {
            column.put("range", type == Type.NUMBER ? reach.range(learning, place) : since(learning, place));
            order(column, place);
        }
        return column.build();
    }

    /** Time goes on: what the latest date was says nothing of those to come. */
    private Settings since(Learning learning, String place) {
        double day = StrictMath.floor(reach.lower(learning.outside()) / DAY) * DAY;
        String why = String.format(
                Locale.ROOT,
                "%,d rows: %s … %s; time goes on, so there is no last date",
                reach.rows(),
                IsoDate.text(reach.min()),
                IsoDate.text(reach.max()));
        return Learnt.section(learning, place)
                .put("min", IsoDate.text(day), place)
                .put("reason", why, place)
                .build();
    }

    /** Only flagged: it may have been the order of a file and nothing else. */
    private void order(Settings.Builder column, String place) {
        if (!falls && rising > reach.rows() / 2) {
            String why = String.format(Locale.ROOT, "%,d rows: each at least as great as the one before", reach.rows());
            column.put(
                    "order",
                    Learnt.section(Action.FLAG, place).put("reason", why, place).build());
        }
    }
}

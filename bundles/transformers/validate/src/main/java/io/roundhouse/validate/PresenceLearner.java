package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds columns that are never there without another. One that is always there says nothing, and of the rest only those
 * pairs count that chance would not have kept: were both missing by themselves, n rows with the one and none without the
 * other would have a chance of at most (1 - share missing)^n. Rules that follow from others are left out.
 */
final class PresenceLearner {
    private static final int COLUMNS_MAX = Long.SIZE; // a bit each

    private final List<String> names;
    private final List<Type> types;
    private final long[] along; // of each column, those that were there in all rows in which it was
    private final long[] there;
    private long rows;

    /**
     * For these columns.
     *
     * @param types of each
     */
    PresenceLearner(List<String> names, List<Type> types) {
        this.names = names.subList(0, Math.min(COLUMNS_MAX, names.size()));
        this.types = types;
        along = new long[this.names.size()];
        there = new long[this.names.size()];
        Arrays.fill(along, -1);
    }

    void see(Tensors columns) {
        Cursor[] cursors = new Cursor[names.size()];
        for (int i = 0; i < cursors.length; i++) {
            cursors[i] = new Cursor(columns.get(names.get(i)), types.get(i));
        }
        for (long row = 0; row < columns.rows(); row++) {
            long present = 0;
            for (int i = 0; i < cursors.length; i++) {
                present |= Double.isNaN(cursors[i].next()) ? 0 : 1L << i;
            }
            for (long left = present; left != 0; left &= left - 1) {
                int column = Long.numberOfTrailingZeros(left);
                along[column] &= present;
                there[column]++;
            }
        }
        rows += columns.rows();
    }

    List<Settings> learnt(Learning learning, String place) {
        List<Settings> rules = new ArrayList<>();
        Follows follows = new Follows(names.size());
        for (int column = 0; column < there.length; column++) {
            for (int other = 0; other < there.length; other++) {
                if (isNoAccident(column, other, learning) && !follows.reaches(column, other)) {
                    follows.add(column, other);
                    rules.add(rule(column, other, learning, place));
                }
            }
        }
        return rules;
    }

    private boolean isNoAccident(int column, int other, Learning learning) {
        boolean always = (along[column] >> other & 1) == 1;
        if (!always || there[column] < learning.rowsMin() || there[other] == rows) {
            return false;
        }
        double missing = (double) (rows - there[other]) / rows;
        double pairs = (double) there.length * there.length; // so many could be kept by chance
        return there[column] * StrictMath.log1p(-missing) < StrictMath.log(learning.outside() / pairs);
    }

    private Settings rule(int column, int other, Learning learning, String place) {
        String why = String.format(
                Locale.ROOT,
                "%,d of %,d rows have it, none of them without the other, which %,d rows lack",
                there[column],
                rows,
                rows - there[other]);
        return Learnt.section(learning, place)
                .put("column", names.get(column), place)
                .put("needs", names.get(other), place)
                .put("reason", why, place)
                .build();
    }
}

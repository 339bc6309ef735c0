package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds columns of which one is never above another. A pair that a row contradicts is forgotten at once; of the others
 * the distance is learnt like a column of its own, and only a pair whose distance is not expected to fall below 0 was no
 * accident. Pairs that the ranges alone keep say nothing.
 */
final class PairLearner {
    private static final int COLUMNS_MAX = 64; // 2,016 pairs each way

    private final List<String> names;
    private final List<Type> types;
    private final List<Pair> pairs = new ArrayList<>();
    private final double[] min;
    private final double[] max;

    private record Pair(int lower, int upper, Reach distance) {}

    /**
     * For these columns.
     *
     * @param types of each, numbers or dates
     */
    PairLearner(List<String> names, List<Type> types) {
        this.names = names.subList(0, Math.min(COLUMNS_MAX, names.size()));
        this.types = types;
        min = new double[this.names.size()];
        max = new double[this.names.size()];
        for (int lower = 0; lower < min.length; lower++) {
            min[lower] = Double.POSITIVE_INFINITY;
            max[lower] = Double.NEGATIVE_INFINITY;
            for (int upper = 0; upper < min.length; upper++) {
                if (lower != upper && types.get(lower) == types.get(upper)) {
                    pairs.add(new Pair(lower, upper, new Reach()));
                }
            }
        }
    }

    void see(Tensors columns) {
        double[][] values = new double[names.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = values(columns.get(names.get(i)), i);
        }
        pairs.removeIf(pair -> !keep(pair, values[pair.lower], values[pair.upper]));
    }

    private double[] values(Tensor column, int index) {
        Cursor cursor = new Cursor(column, types.get(index));
        double[] values = new double[(int) column.shape().rows()];
        for (int row = 0; row < values.length; row++) {
            values[row] = cursor.next();
            if (!Double.isNaN(values[row])) {
                min[index] = Math.min(min[index], values[row]);
                max[index] = Math.max(max[index], values[row]);
            }
        }
        return values;
    }

    private static boolean keep(Pair pair, double[] lower, double[] upper) {
        for (int row = 0; row < lower.length; row++) {
            double distance = upper[row] - lower[row];
            if (distance < 0) {
                return false;
            }
            if (!Double.isNaN(distance)) {
                pair.distance.add(distance);
            }
        }
        return true;
    }

    List<Settings> learnt(Learning learning, String place) {
        List<Settings> rules = new ArrayList<>();
        for (Pair pair : pairs) {
            boolean overlap = max[pair.lower] > min[pair.upper];
            if (overlap
                    && pair.distance.rows() >= learning.rowsMin()
                    && pair.distance.wall(learning.outside()) >= 0
                    && pair.distance.max() > 0) {
                rules.add(rule(pair, learning, place));
            }
        }
        return rules;
    }

    private Settings rule(Pair pair, Learning learning, String place) {
        boolean number = types.get(pair.lower) == Type.NUMBER;
        String why = String.format(
                Locale.ROOT,
                "%,d rows: never above it, at least %s%s below",
                pair.distance.rows(),
                Numbers.text(number ? pair.distance.min() : pair.distance.min() / 1_000),
                number ? "" : " s");
        return Learnt.section(learning, place)
                .put("column", names.get(pair.lower), place)
                .put("at_most", names.get(pair.upper), place)
                .put("reason", why, place)
                .build();
    }
}

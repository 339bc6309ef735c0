package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** How {@code threshold} decides: each class by a number of its own, in the order written, or the greatest by one for all. */
final class Choice {
    private static final double AT_MAX = 1e9;

    private final Optional<Labels> labels;
    private final float forAll; // as the scores are, so that 0.7 reaches 0.7; NaN: each class by its own
    private final float[] own; // by class; NaN: never asked
    private final int[] order; // the classes that are asked
    private final byte[] otherwise;

    private Choice(Optional<Labels> labels, float forAll, float[] own, int[] order, byte[] otherwise) {
        this.labels = labels;
        this.forAll = forAll;
        this.own = own;
        this.order = order;
        this.otherwise = otherwise;
    }

    static Choice read(Settings settings, Optional<Labels> labels) {
        byte[] otherwise = settings.text("otherwise", "").getBytes(StandardCharsets.UTF_8);
        if (!settings.isSection("at")) {
            float at = (float) settings.number("at", 0.5, -AT_MAX, AT_MAX);
            return new Choice(labels, at, new float[0], new int[0], otherwise);
        }
        Labels named = labels.orElseThrow(() -> settings.invalid(
                "at", "must be one number, as neither 'labels' nor 'labels_file' names the classes", null));
        Settings section = settings.section("at");
        section.allow(named.names().toArray(String[]::new));
        float[] own = new float[named.size()];
        Arrays.fill(own, Float.NaN);
        int[] order = new int[section.keys().size()];
        int asked = 0;
        for (String key : section.keys()) {
            int index = named.names().indexOf(key);
            own[index] = (float) section.number(key, 0, -AT_MAX, AT_MAX);
            order[asked++] = index;
        }
        return new Choice(labels, Float.NaN, own, order, otherwise);
    }

    Optional<Labels> labels() {
        return labels;
    }

    boolean isReached(int index, float score) {
        return score >= (own.length == 0 ? forAll : own[index]); // false where either is NaN
    }

    /** The label of the row; without labels whatever, as nobody asks. */
    byte[] label(float[] row) {
        int index = own.length == 0 ? greatest(row) : first(row);
        return index < 0 || labels.isEmpty() ? otherwise : labels.get().get(index);
    }

    private int first(float[] row) {
        for (int index : order) {
            if (isReached(index, row[index])) {
                return index;
            }
        }
        return -1;
    }

    private int greatest(float[] row) {
        int greatest = -1;
        for (int i = 0; i < row.length; i++) {
            if (isReached(i, row[i]) && (greatest < 0 || row[i] > row[greatest])) {
                greatest = i;
            }
        }
        return greatest;
    }
}

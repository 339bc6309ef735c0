package io.roundhouse.lightgbm;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.DataType;
import java.util.regex.Pattern;

/**
 * The section {@code engine} of a {@code model.yaml}.
 *
 * @param file the name of the model's file
 * @param input what the tensor of features is called
 * @param inputType FP32 or FP64
 * @param output what the tensor of predictions is called
 * @param instances rows predicted at once; each has the trees in memory for itself
 */
record LightGbmOptions(
        String file, String input, DataType inputType, String output, Prediction prediction, int instances) {
    static final int INSTANCES_MAX = 64;
    private static final int INSTANCES_DEFAULT_MAX = 8; // trees are small, but not free
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_. -]{0,127}");

    /** What is made of the sum of the leaves. */
    enum Prediction {
        /** What the objective says: a probability, a number, a probability a class. */
        NORMAL(0),
        RAW(1);

        private final int code; // as c_api.h has it

        Prediction(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** The types that features may come in. */
    enum Input {
        FP32(DataType.FP32),
        FP64(DataType.FP64);

        private final DataType type;

        Input(DataType type) {
            this.type = type;
        }
    }

    /** Reads and checks; {@code processors} is how many rows at once are worth while if nobody says otherwise. */
    static LightGbmOptions of(Settings settings, int processors) {
        settings.allow("file", "input", "input_type", "output", "prediction", "instances");
        int instances = Math.min(processors, INSTANCES_DEFAULT_MAX);
        return new LightGbmOptions(
                plain(settings, "file", "model.txt"),
                plain(settings, "input", "features"),
                settings.choice("input_type", Input.FP32).type,
                plain(settings, "output", "prediction"),
                settings.choice("prediction", Prediction.NORMAL),
                (int) settings.integer("instances", instances, 1, INSTANCES_MAX));
    }

    private static String plain(Settings settings, String key, String otherwise) {
        String name = settings.text(key, otherwise);
        if (!PLAIN_NAME.matcher(name).matches()) {
            throw settings.invalid(
                    key, "must be letters, digits, '_', '.', '-' and spaces, at most 128, was '" + name + "'", null);
        }
        return name;
    }
}

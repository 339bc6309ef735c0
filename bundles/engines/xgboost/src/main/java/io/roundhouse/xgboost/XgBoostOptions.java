package io.roundhouse.xgboost;

import io.roundhouse.api.config.Settings;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The section {@code engine} of a {@code model.yaml}.
 *
 * @param files the names that the model's file may have; the first that is there
 * @param input what the tensor of features is called
 * @param output what the tensor of predictions is called
 * @param threads that share the rows of one call
 * @param instances calls at once; they share one booster
 */
record XgBoostOptions(
        List<String> files, String input, String output, Prediction prediction, int threads, int instances) {
    static final int THREADS_MAX = 64;
    static final int INSTANCES_MAX = 64;
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

    XgBoostOptions {
        files = List.copyOf(files);
    }

    /** Reads and checks; {@code processors} is how many calls at once are worth while if nobody says otherwise. */
    static XgBoostOptions of(Settings settings, int processors) {
        settings.allow("file", "input", "output", "prediction", "threads", "instances");
        return new XgBoostOptions(
                files(settings),
                plain(settings, "input", "features"),
                plain(settings, "output", "prediction"),
                settings.choice("prediction", Prediction.NORMAL),
                (int) settings.integer("threads", 1, 1, THREADS_MAX),
                (int) settings.integer("instances", Math.min(processors, INSTANCES_MAX), 1, INSTANCES_MAX));
    }

    private static List<String> files(Settings settings) {
        if (!settings.has("file")) {
            return List.of("model.json", "model.ubj");
        }
        String file = plain(settings, "file", "");
        if (!file.endsWith(".json") && !file.endsWith(".ubj")) {
            throw settings.invalid(
                    "file",
                    "must end in .json or .ubj, was '" + file
                            + "': XGBoost tells by it how to read the file; save older"
                            + " binary models anew with save_model",
                    null);
        }
        return List.of(file);
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

package io.roundhouse.xgboost;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import ml.dmlc.xgboost4j.java.XGBoostJNI;

/** The trees. Predictions may run on any number of threads at once. */
final class Booster implements AutoCloseable {
    private static final int SENTENCE_LENGTH_MAX = 400;
    private static final Pattern SOURCE = Pattern.compile("^\\[[0-9:]+] \\S+:\\d+: ");
    private static final Pattern TRACE = Pattern.compile("(?s)\\s*Stack trace:.*$");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final String model;
    private final long handle;
    private final XgBoostOptions.Prediction prediction;
    private final int features;

    private Booster(String model, long handle, XgBoostOptions.Prediction prediction, int features) {
        this.model = model;
        this.handle = handle;
        this.prediction = prediction;
        this.features = features;
    }

    /** Reads the file. */
    static Booster open(String model, Path file, XgBoostOptions options) {
        long[] out = new long[1];
        require(XGBoostJNI.XGBoosterCreate(new long[0], out), ErrorCode.LOAD_FAILED, model, "");
        long handle = out[0];
        boolean good = false;
        try {
            String folder = file.getParent() + "/";
            // Before the trees come: with one thread OpenMP starts none of its own.
            set(model, handle, "nthread", Integer.toString(options.threads()));
            set(model, handle, "verbosity", "0");
            require(XGBoostJNI.XGBoosterLoadModel(handle, file.toString()), ErrorCode.LOAD_FAILED, model, folder);
            set(model, handle, "nthread", Integer.toString(options.threads()));
            require(XGBoostJNI.XGBoosterGetNumFeature(handle, out), ErrorCode.LOAD_FAILED, model, folder);
            good = true;
            return new Booster(model, handle, options.prediction(), Math.toIntExact(out[0]));
        } finally {
            if (!good) {
                XGBoostJNI.XGBoosterFree(handle);
            }
        }
    }

    private static void set(String model, long handle, String name, String value) {
        require(XGBoostJNI.XGBoosterSetParam(handle, name, value), ErrorCode.LOAD_FAILED, model, "");
    }

    private static void require(int code, ErrorCode error, String model, String folder) {
        if (code != 0) {
            String what = error == ErrorCode.LOAD_FAILED
                    ? " could not be loaded, its file is damaged or no model of XGBoost: "
                    : " failed: ";
            throw new InferenceException(error, model + what + clean(XGBoostJNI.XGBGetLastError(), folder));
        }
    }

    /** One line, without the place in XGBoost's source, its stack and the folder. */
    static String clean(String message, String folder) {
        String line =
                TRACE.matcher(SOURCE.matcher(message.trim()).replaceFirst("")).replaceFirst("");
        String plain = SPACE.matcher(folder.isEmpty() ? line : line.replace(folder, ""))
                .replaceAll(" ");
        return plain.length() <= SENTENCE_LENGTH_MAX ? plain : plain.substring(0, SENTENCE_LENGTH_MAX) + "…";
    }

    int features() {
        return features;
    }

    /** The predictions, a row after the other; a feature that is NaN is missing. */
    float[] predict(float[] rows) {
        float[][] out = new float[1][];
        require(
                XGBoostJNI.XGBoosterPredictFromDense(
                        handle, rows, rows.length / features, features, Float.NaN, 0, 0, prediction.code(), null, out),
                ErrorCode.ENGINE_FAILED,
                model,
                "");
        return out[0];
    }

    @Override
    public void close() {
        XGBoostJNI.XGBoosterFree(handle);
    }
}

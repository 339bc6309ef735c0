package io.roundhouse.lightgbm;

import static com.microsoft.ml.lightgbm.lightgbmlibJNI.LGBM_BoosterCreateFromModelfile;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.LGBM_BoosterFree;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.LGBM_BoosterGetNumClasses;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.LGBM_BoosterGetNumFeature;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.LGBM_BoosterPredictForMatSingleRowFastCriticalSWIG;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.LGBM_BoosterPredictForMatSingleRowFastInit;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.LGBM_FastConfigFree;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.LGBM_GetLastError;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.delete_doubleArray;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.delete_int64_tp;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.delete_intp;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.delete_voidpp;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.doubleArray_getitem;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.intp_value;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.new_doubleArray;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.new_int64_tp;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.new_intp;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.new_voidpp;
import static com.microsoft.ml.lightgbm.lightgbmlibJNI.voidpp_value;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * One copy of the trees, and the native memory of a prediction. One thread at a time. A row goes in as doubles on the
 * heap, which the library reads in place: LightGBM's binding takes no address of memory that it has not made itself.
 */
final class Booster implements AutoCloseable {
    private static final int FLOAT64 = 1; // as c_api.h has it
    private static final int ALL = -1;

    private final String model;
    private final long booster;
    private final long prepared;
    private final long length = new_int64_tp();
    private final long results;
    private final int classes;
    private final double[] row;

    private Booster(String model, long booster, long prepared, int features, int classes) {
        this.model = model;
        this.booster = booster;
        this.prepared = prepared;
        this.classes = classes;
        this.results = new_doubleArray(classes);
        this.row = new double[features];
    }

    /** Reads the file. */
    static Booster open(String model, Path file, LightGbmOptions.Prediction prediction) {
        long handle = new_voidpp();
        long number = new_intp();
        long booster = 0;
        try {
            require(model, file, LGBM_BoosterCreateFromModelfile(file.toString(), number, handle));
            long opened = voidpp_value(handle);
            booster = opened;
            int features = number(model, file, number, () -> LGBM_BoosterGetNumFeature(opened, number));
            int classes = number(model, file, number, () -> LGBM_BoosterGetNumClasses(opened, number));
            require(
                    model,
                    file,
                    LGBM_BoosterPredictForMatSingleRowFastInit(
                            opened,
                            prediction.code(),
                            0,
                            ALL,
                            FLOAT64,
                            features,
                            "num_threads=1 verbosity=-1",
                            handle));
            booster = 0;
            return new Booster(model, opened, voidpp_value(handle), features, classes);
        } finally {
            if (booster != 0) {
                LGBM_BoosterFree(booster);
            }
            delete_intp(number);
            delete_voidpp(handle);
        }
    }

    private static int number(String model, Path file, long number, IntSupplier call) {
        require(model, file, call.getAsInt());
        return intp_value(number);
    }

    private static void require(String model, Path file, int code) {
        if (code != 0) {
            String folder = file.getParent() + "/";
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    model + " could not be loaded: " + LGBM_GetLastError().replace(folder, ""));
        }
    }

    int features() {
        return row.length;
    }

    int classes() {
        return classes;
    }

    /** Where a row is put before {@link #predict}. */
    double[] row() {
        return row;
    }

    /** Predicts the row, and puts a number a class. */
    void predict(DoubleBuffer target) {
        if (LGBM_BoosterPredictForMatSingleRowFastCriticalSWIG(row, prepared, length, results) != 0) {
            throw new InferenceException(ErrorCode.ENGINE_FAILED, model + " failed: " + LGBM_GetLastError());
        }
        for (int i = 0; i < classes; i++) {
            target.put(doubleArray_getitem(results, i));
        }
    }

    @Override
    public void close() {
        LGBM_FastConfigFree(prepared);
        LGBM_BoosterFree(booster);
        delete_doubleArray(results);
        delete_int64_tp(length);
    }
}

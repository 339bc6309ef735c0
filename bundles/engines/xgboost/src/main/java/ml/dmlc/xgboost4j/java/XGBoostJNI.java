package ml.dmlc.xgboost4j.java;

import org.jspecify.annotations.Nullable;

/**
 * The native methods of XGBoost that loading and predicting need. Each returns 0, or else {@link #XGBGetLastError} says
 * what went wrong on this thread. Handles are addresses: a wrong or freed one ends the process.
 */
public final class XGBoostJNI {
    private XGBoostJNI() {}

    public static native String XGBGetLastError();

    /** A booster without trees, its handle in {@code out[0]}; {@code matrices} may be empty. */
    public static native int XGBoosterCreate(long[] matrices, long[] out);

    public static native int XGBoosterFree(long booster);

    public static native int XGBoosterSetParam(long booster, String name, String value);

    /** The format is told by the name's end: {@code .json} or {@code .ubj}. */
    public static native int XGBoosterLoadModel(long booster, String file);

    public static native int XGBoosterGetNumFeature(long booster, long[] out);

    /**
     * Predicts rows as they lie in {@code features}, without a matrix; any thread.
     *
     * @param end the iteration that is not used any more; 0 uses all
     * @param type 0 as the objective says, 1 the sum of the leaves
     * @param out its element 0 becomes the predictions, a row after the other
     */
    public static native int XGBoosterPredictFromDense(
            long booster,
            float[] features,
            long rows,
            long columns,
            float missing,
            int begin,
            int end,
            int type,
            float @Nullable [] margin,
            float[][] out);
}

package io.roundhouse.anomaly;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.returntypes.DiVector;

/**
 * All numbers of one subject together, as a Random Cut Forest sees them (Guha, Mishra, Roy, Schrijvers, ICML 2016): a point
 * that few cuts set apart from all others is one that was not there before, though each of its numbers alone may have been.
 * Points are distances from usual in standard deviations; one that is not known is as usual.
 */
final class Forest {
    private static final int TREES = 30;
    private static final int SAMPLE = 128;
    private static final int OUTPUT_AFTER = 240; // an hour
    private static final double CLIP = 12;
    private static final double SCORE_FLOOR = 0.1;
    private static final double SCORE_MIN = 1.5; // as usual is about 1

    private final RandomCutForest forest;
    private final Level scores = new Level(SCORE_FLOOR);
    private double score;

    Forest(int dimensions, long seed) {
        forest = RandomCutForest.builder()
                .dimensions(dimensions)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLE)
                .outputAfter(OUTPUT_AFTER)
                .randomSeed(seed)
                .parallelExecutionEnabled(false)
                .build();
    }

    private static float[] clipped(double[] point) {
        float[] clipped = new float[point.length];
        for (int i = 0; i < clipped.length; i++) {
            clipped[i] = (float) Math.max(-CLIP, Math.min(CLIP, point[i]));
        }
        return clipped;
    }

    void offer(double[] point) {
        float[] clipped = clipped(point);
        score = forest.getAnomalyScore(clipped);
        scores.offer(score > 0 ? Value.of(score) : Value.NONE);
        forest.update(clipped);
    }

    /** How far the score is above what it usually is; two of the last three values at least. */
    double steady() {
        return score < SCORE_MIN ? 0 : Math.max(0, scores.steady());
    }

    /** The part of each dimension in the score of a point; all 0 while the forest is young. */
    double[] shares(double[] point) {
        DiVector attribution = forest.getAnomalyAttribution(clipped(point));
        double[] shares = new double[point.length];
        double sum = attribution.getHighLowSum();
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sum > 0 ? attribution.getHighLowSum(i) / sum : 0;
        }
        return shares;
    }
}

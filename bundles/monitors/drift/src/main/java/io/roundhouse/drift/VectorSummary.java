package io.roundhouse.drift;

/**
 * @param means of the slots
 * @param features the mean of the features
 * @param trace the variance of all features together; 0 where it is not a reference
 * @param greatest the variance of the features in the direction in which they vary most; 0 where it is not a reference
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VectorSummary(
        VectorLayout layout, Weight weight, double[] means, double[] features, double trace, double greatest)
        implements Summary {}

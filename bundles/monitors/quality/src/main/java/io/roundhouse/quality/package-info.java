/**
 * What a model predicts, how sure it is of it, and how right it is likely to be, without labels. Begin with {@code
 * QualityMonitor}, which takes events; {@code Tally} counts a row, {@code Estimates} says what follows from the counts, and
 * {@code Calibration} and {@code Residuals} are what labelled rows of before teach.
 */
@NullMarked
package io.roundhouse.quality;

import org.jspecify.annotations.NullMarked;

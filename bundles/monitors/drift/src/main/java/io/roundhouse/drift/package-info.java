/**
 * Whether what a model is asked and what it answers are still distributed as they were. Begin with {@code DriftMonitor}, which
 * takes the events; then {@code Counts}, what is kept of a column, {@code Comparison}, how far two of these are apart, and
 * {@code Court}, which decides what is told as an alarm.
 */
@NullMarked
package io.roundhouse.drift;

import org.jspecify.annotations.NullMarked;

/**
 * Measures the real distribution from outside, always beside the least program that could do the same work and in the
 * same run, so that what is reported is a ratio and not the machine.
 *
 * <p>{@link io.roundhouse.benchmarks.Bench} is the entry; each section answers one question.
 */
@NullMarked
package io.roundhouse.benchmarks;

import org.jspecify.annotations.NullMarked;

/**
 * Weighs a canary against the live arm with tests that stay valid however often one looks. Pure logic, no thread, no
 * clock. Begin with {@code BettingJudge}; the statistics are in {@code Capital} (means) and {@code Quantiles} (times).
 */
@NullMarked
package io.roundhouse.judge;

import org.jspecify.annotations.NullMarked;

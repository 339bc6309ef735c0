/**
 * Counts what every model version did, for the protocol's statistics extension and the shell. Begin with {@code
 * StatisticsMonitor}.
 */
@NullMarked
package io.roundhouse.statistics;

import org.jspecify.annotations.NullMarked;

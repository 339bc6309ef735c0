/**
 * What is unusual in the numbers of the server. {@link io.roundhouse.anomaly.AnomalyComponent} reads them every fifteen
 * seconds; {@code Totals} makes a few values of a model's counters; each value has a {@code Level}, which knows what is usual
 * now, and a {@code Season}, which knows what is usual at this time of the day; a {@code Forest} sees all of a model's
 * together; a {@code Subject} makes one anomaly of what they find.
 */
@NullMarked
package io.roundhouse.anomaly;

import org.jspecify.annotations.NullMarked;

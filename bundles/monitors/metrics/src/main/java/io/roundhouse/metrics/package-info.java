/**
 * Meters of requests, models and the process, and the page {@code /metrics} where Prometheus reads them. Begin with
 * {@code InferenceMeters}. Prometheus writes the names with {@code _} and adds the unit:
 *
 * <ul>
 *   <li>{@code roundhouse.inference.requests}, {@code .rows}: counts by model, version, arm, engine and engine version
 *   <li>{@code roundhouse.inference.failures}: the same, and code and category; {@code none} where no arm was reached
 *   <li>{@code roundhouse.inference.duration}, {@code .queue}, {@code .transform}, {@code .compute}: times of answers
 *   <li>{@code roundhouse.inference.batch.rows}: the size of each batch run
 *   <li>{@code roundhouse.model.state}: by model and version, 1 for the state it is in
 *   <li>{@code roundhouse.shadow.*}: by model and watching arm, what it got and what was left out, by reason
 *   <li>{@code roundhouse.comparison.*}: by model and pair of arms, pairs, flips and largest differences
 *   <li>{@code jvm.*}, {@code process.*}, {@code system.*}: Micrometer's, and {@code process.memory.resident}
 * </ul>
 */
@NullMarked
package io.roundhouse.metrics;

import org.jspecify.annotations.NullMarked;

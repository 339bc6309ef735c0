/**
 * Meters of requests, models and the process, and the page {@code /metrics} where Prometheus reads them. Begin with
 * {@code InferenceMeters}.
 */
@NullMarked
package io.roundhouse.metrics;

import org.jspecify.annotations.NullMarked;

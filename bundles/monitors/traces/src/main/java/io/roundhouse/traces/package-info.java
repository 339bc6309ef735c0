/**
 * Spans of requests and their stages, sent to a collector of OpenTelemetry. Begin with {@code SpanMonitor}. Nothing is made
 * of a request that is not sampled, and nothing at all while no collector is named.
 */
@NullMarked
package io.roundhouse.traces;

import org.jspecify.annotations.NullMarked;

/**
 * The contracts of monitors, which see everything and change nothing. There are two kinds, both services with the properties
 * {@code roundhouse.name} and {@code roundhouse.version}. A {@link io.roundhouse.spi.monitor.MonitorFactory} makes monitors
 * that are attached to a model while it answers, see its events off the request's thread, and may take their time: drift,
 * quality, capture. An {@link io.roundhouse.spi.monitor.InferenceMonitor} sees the events of all models on the requests'
 * threads, and has a microsecond: counters.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.roundhouse.spi.monitor;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

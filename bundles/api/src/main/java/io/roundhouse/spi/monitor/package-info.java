/**
 * The contract of a monitor: sees everything, changes nothing. The entry type is {@link
 * io.roundhouse.spi.monitor.InferenceMonitor}; a monitor bundle implements it and registers it as a service with the
 * properties {@code roundhouse.name} and {@code roundhouse.version}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.roundhouse.spi.monitor;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

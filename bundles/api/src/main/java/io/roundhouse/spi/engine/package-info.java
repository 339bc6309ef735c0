/**
 * The contract of an inference engine: tensors in, tensors out. The entry type is {@link io.roundhouse.spi.engine.Engine};
 * an engine bundle implements it and registers it as a service with the properties {@code roundhouse.name} and {@code
 * roundhouse.version}. Each method says which threads call it.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.roundhouse.spi.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

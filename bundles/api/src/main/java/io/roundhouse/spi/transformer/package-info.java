/**
 * The contract of a transformer: a step before or after the model. The entry type is {@link
 * io.roundhouse.spi.transformer.TransformerFactory}; a transformer bundle implements it and registers it as a service with
 * the properties {@code roundhouse.name} (the step's name in {@code model.yaml}) and {@code roundhouse.version}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.roundhouse.spi.transformer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/**
 * The contract of a routing strategy: which arm of a model answers a request. The entry type is {@link
 * io.roundhouse.spi.router.RouterFactory}; a router bundle implements it and registers it as a service with the properties
 * {@code roundhouse.name} and {@code roundhouse.version}.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.roundhouse.spi.router;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

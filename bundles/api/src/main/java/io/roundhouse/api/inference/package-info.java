/**
 * A request on its way to an answer. The edge calls {@link io.roundhouse.api.inference.Inference}, which only Roundhouse
 * implements; the rest are immutable values that plugins see too.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.roundhouse.api.inference;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

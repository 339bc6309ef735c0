/**
 * What a person wrote in {@code model.yaml}, typed and with its place, so that every mistake can be answered with file,
 * line and column. The entry type is {@link io.roundhouse.api.config.Settings}. Immutable; any thread.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.roundhouse.api.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/**
 * What a model is: its identity, its files, its inputs and outputs, its state. The entry type is {@link
 * io.roundhouse.api.model.ModelId}. Immutable values; any thread.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.roundhouse.api.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

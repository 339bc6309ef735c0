/**
 * Why there is no answer. The entry type is {@link io.roundhouse.api.error.InferenceException}; everybody throws it, only
 * the edge turns it into a status. Immutable; any thread.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.roundhouse.api.error;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

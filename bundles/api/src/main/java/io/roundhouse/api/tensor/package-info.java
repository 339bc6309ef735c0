/**
 * Values that travel: typed, shaped, over little-endian direct buffers, without arithmetic. The entry type is {@link
 * io.roundhouse.api.tensor.Tensors}. Everything here is immutable in type and shape and may be read by many threads;
 * nobody outside this bundle implements these types.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.roundhouse.api.tensor;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

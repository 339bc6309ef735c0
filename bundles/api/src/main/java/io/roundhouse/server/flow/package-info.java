/**
 * Where the rooms of the data plane meet: admission, catalogue, batcher. The entry type is {@link
 * io.roundhouse.server.flow.ModelCatalog}. Only Roundhouse implements and calls these; plugins have no use for them. They
 * are called on request threads unless a method says otherwise.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.roundhouse.server.flow;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

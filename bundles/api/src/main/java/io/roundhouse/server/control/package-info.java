/**
 * Where the rooms of the control plane meet, and what an operator may do. The entry type is {@link
 * io.roundhouse.server.control.ModelRepository}. Only Roundhouse implements these; calls may take long and block, and are
 * never made on a request's path.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.roundhouse.server.control;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/** The engine bundles as the container sees them. */
@NullMarked
package io.roundhouse.onnxruntime;

import org.jspecify.annotations.NullMarked;

/** Benchmarks of the room {@code lookup} that need what only the room sees. */
@NullMarked
package io.roundhouse.lookup;

import org.jspecify.annotations.NullMarked;

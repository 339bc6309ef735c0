/** Benchmarks of the room {@code monitorhost} that need what only the room sees. */
@NullMarked
package io.roundhouse.monitorhost;

import org.jspecify.annotations.NullMarked;

/** Engines in child processes: what crashes there takes no server with it. */
@NullMarked
package io.roundhouse.host;

import org.jspecify.annotations.NullMarked;

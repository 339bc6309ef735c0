/** The smallest useful monitor. Begin with {@code SlowLogMonitor}. */
@NullMarked
package io.roundhouse.example.slowlog;

import org.jspecify.annotations.NullMarked;

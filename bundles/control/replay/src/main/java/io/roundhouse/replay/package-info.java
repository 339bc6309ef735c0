/**
 * Captured requests, sent again. {@link io.roundhouse.replay.ReplayComponent} offers it; a {@code Lines} reads exchanges, a
 * {@code Run} sends them at their pace on a few threads, a {@code Comparison} holds the answers against those captured, and
 * a {@code Tally} adds up.
 */
@NullMarked
package io.roundhouse.replay;

import org.jspecify.annotations.NullMarked;

/**
 * Sound becomes frames, and a model with a memory is asked frame by frame: the steps {@code pcm} and {@code recur}. Begin
 * with {@code PcmStep}.
 */
@NullMarked
package io.roundhouse.audio;

import org.jspecify.annotations.NullMarked;

/**
 * The engine TensorFlow: SavedModels. The way in is {@link io.roundhouse.tensorflow.TensorFlowComponent}. TensorFlow never
 * leaves a process, so models run in a process of their own unless they say otherwise.
 */
@NullMarked
package io.roundhouse.tensorflow;

import org.jspecify.annotations.NullMarked;

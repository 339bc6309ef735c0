/**
 * Pictures become tensors: the steps {@code image}, {@code crop-boxes} and {@code rotate-180}. Begin with {@code ImageStep}.
 */
@NullMarked
package io.roundhouse.image;

import org.jspecify.annotations.NullMarked;

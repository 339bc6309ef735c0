/**
 * Compares what a live and a watching arm gave on the same request. Begin with {@code PairState}, which keeps all of one
 * pair of arms, then {@code TensorDifference}, which compares two tensors.
 */
@NullMarked
package io.roundhouse.comparison;

import org.jspecify.annotations.NullMarked;

/**
 * Takes a canary beside the live arm step by step, lets the judge look at every request, and promotes it or takes it away.
 * Begin with {@code Course}.
 */
@NullMarked
package io.roundhouse.rollouts;

import org.jspecify.annotations.NullMarked;

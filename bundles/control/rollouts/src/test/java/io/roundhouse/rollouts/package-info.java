/** Tests of the rollouts: what a section may say, the way of a canary, what survives a restart. */
@NullMarked
package io.roundhouse.rollouts;

import org.jspecify.annotations.NullMarked;

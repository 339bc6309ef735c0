/**
 * Rules on numbers: looked at every fifteen seconds, told to people and machines, acted upon. Begin with {@code Engine}, which
 * knows no clock and no thread; {@code Watch} gives it both.
 */
@NullMarked
package io.roundhouse.alerts;

import org.jspecify.annotations.NullMarked;

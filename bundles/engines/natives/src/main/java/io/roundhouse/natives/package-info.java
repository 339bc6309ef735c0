/**
 * Native libraries of an engine that are private to its bundle revision. This is no bundle: engines that bring natives
 * embed it, so that it is their class loader that loads them. The way in is {@link io.roundhouse.natives.PrivateNatives}.
 */
@NullMarked
package io.roundhouse.natives;

import org.jspecify.annotations.NullMarked;

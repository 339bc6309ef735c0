/**
 * The engine LightGBM: gradient boosted trees from LightGBM's own text files. The way in is {@link
 * io.roundhouse.lightgbm.LightGbmComponent}; what keeps its native code apart, and lets it leave, is {@link
 * io.roundhouse.natives.PrivateNatives}.
 */
@NullMarked
package io.roundhouse.lightgbm;

import org.jspecify.annotations.NullMarked;

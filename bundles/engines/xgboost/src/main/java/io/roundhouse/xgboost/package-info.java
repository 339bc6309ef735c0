/**
 * The engine XGBoost: gradient boosted trees from XGBoost's own files. The way in is {@link
 * io.roundhouse.xgboost.XgBoostComponent}; what keeps its native code apart, and lets it leave, is {@link
 * io.roundhouse.natives.PrivateNatives}.
 */
@NullMarked
package io.roundhouse.xgboost;

import org.jspecify.annotations.NullMarked;

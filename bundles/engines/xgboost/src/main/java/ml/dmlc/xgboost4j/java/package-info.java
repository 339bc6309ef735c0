/**
 * The names that XGBoost's native library for Java looks for: it links to this package and class and to no other. Ours
 * declares what the room {@code xgboost} calls; the class of this name from xgboost4j is not in the bundle.
 */
@NullMarked
package ml.dmlc.xgboost4j.java;

import org.jspecify.annotations.NullMarked;

/**
 * From the columns of a table to the vector of a model: numbers are FP64 {@code [-1]} and missing as NaN, texts are BYTES
 * {@code [-1]} and missing as an empty one. Steps learn what they need from data and keep it in their settings. Begin with
 * {@code NumberStep} for numbers and {@code OneHot} for texts.
 */
@NullMarked
package io.roundhouse.tabular;

import org.jspecify.annotations.NullMarked;

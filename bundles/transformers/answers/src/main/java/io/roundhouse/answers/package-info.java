/**
 * What a model gives becomes an answer: probabilities, labels, texts, boxes. Begin with {@code RowStep} for numbers,
 * {@code CtcStep} for texts and {@code TextBoxes} for boxes.
 */
@NullMarked
package io.roundhouse.answers;

import org.jspecify.annotations.NullMarked;

/**
 * Text goes in, an embedding comes out: the steps {@code tokenizer} before the model, {@code mean-pool} and {@code
 * l2-normalise} after it. Begin with {@code TokenizerStep}.
 */
@NullMarked
package io.roundhouse.text;

import org.jspecify.annotations.NullMarked;

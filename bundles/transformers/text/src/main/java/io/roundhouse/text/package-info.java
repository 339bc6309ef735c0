/**
 * Text goes in, numbers come out: the steps {@code tokenizer}, {@code vocabulary} and {@code hash-features} before the
 * model, {@code mean-pool} and {@code l2-normalise} after it. Begin with {@code TokenizerStep}.
 */
@NullMarked
package io.roundhouse.text;

import org.jspecify.annotations.NullMarked;

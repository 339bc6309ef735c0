/**
 * The names that the native tokenizer library of DJL looks for: it links to this package and class and to no other. Ours
 * declares what the room {@code text} calls; DJL's own class of this name is not in the bundle.
 */
@NullMarked
package ai.djl.huggingface.tokenizers.jni;

import org.jspecify.annotations.NullMarked;

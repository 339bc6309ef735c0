package ai.djl.huggingface.tokenizers.jni;

/**
 * The native methods of Hugging Face tokenizers that never start a thread, never touch the network and leave nothing
 * thread-local behind, so that the library leaves the process with its class loader.
 *
 * <p>Absent on purpose: batch methods and padding, which start a thread pool that never ends; and creation by a model's
 * name, which downloads. Handles are addresses: a wrong or deleted one ends the process. So does a Rust panic, which the
 * library raises for an unknown truncation strategy.
 */
public final class TokenizersLibrary {
    /** A tokenizer of the content of a {@code tokenizer.json}; throws {@link RuntimeException} when it is not one. */
    public native long createTokenizerFromString(String json);

    public native void deleteTokenizer(long tokenizer);

    public native void disablePadding(long tokenizer);

    public native void disableTruncation(long tokenizer);

    /** The strategy is {@code LONGEST_FIRST}, {@code ONLY_FIRST} or {@code ONLY_SECOND}. */
    public native void setTruncation(long tokenizer, int lengthMax, String strategy, int stride);

    /** One text encoded, to be deleted after use. */
    public native long encode(long tokenizer, String text, boolean addSpecialTokens);

    public native void deleteEncoding(long encoding);

    public native long[] getTokenIds(long encoding);

    public native long[] getTypeIds(long encoding);
}

package io.roundhouse.text;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A native tokenizer. Encodes on many threads at once; padding is left to the caller, as the library's own would start
 * threads that never end and keep the library mapped for ever.
 */
final class Tokenizer implements AutoCloseable {
    private static final long FILE_BYTES_MAX = 64L << 20;
    private static final List<String> PAD_TOKENS = List.of("[PAD]", "<pad>", "<|pad|>", "<|endoftext|>");

    private final TokenizersLibrary library = new TokenizersLibrary();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(); // a deleted handle would end the process
    private final long handle;
    private long padId;
    private boolean closed;

    /** One text as the model wants it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and read once
    record Encoded(long[] ids, long[] types) {}

    private Tokenizer(long handle) {
        this.handle = handle;
    }

    /** Reads the file; the native library must be loaded. */
    static Tokenizer load(Path directory, TokenizerSettings settings) {
        Path file = directory.resolve(settings.file());
        Tokenizer tokenizer;
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > FILE_BYTES_MAX) {
                throw failed("'" + settings.file() + "' must be a file beside the model of at most 64 MiB", null);
            }
            tokenizer = new Tokenizer(new TokenizersLibrary().createTokenizerFromString(Files.readString(file)));
        } catch (IOException | RuntimeException e) {
            throw e instanceof InferenceException known
                    ? known
                    : failed("'" + settings.file() + "' is not a tokenizer: " + e.getMessage(), e);
        }
        try {
            tokenizer.configure(settings);
            return tokenizer;
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e instanceof InferenceException known
                    ? known
                    : failed("'" + settings.file() + "' does not work: " + e.getMessage(), e);
        }
    }

    private void configure(TokenizerSettings settings) {
        library.disablePadding(handle);
        library.disableTruncation(handle);
        int added = encode("", true).ids.length;
        if (settings.lengthMax() <= added) { // the library would end the process
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "tokenizer: 'length_max' must be above the " + added + " tokens that '" + settings.file()
                            + "' adds to every text, was " + settings.lengthMax());
        }
        padId = settings.padToken().map(this::requireId).orElseGet(this::usualPadId);
        encode("one word, to fail here and not at the first request", true);
        if (settings.truncation()) {
            library.setTruncation(handle, settings.lengthMax(), "LONGEST_FIRST", 0);
        }
    }

    private long requireId(String token) {
        long[] ids = encode(token, false).ids;
        if (ids.length != 1) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "tokenizer: 'pad_token' must be one token of the vocabulary, '" + token + "' is " + ids.length);
        }
        return ids[0];
    }

    private long usualPadId() {
        for (String token : PAD_TOKENS) {
            long[] ids = encode(token, false).ids;
            if (ids.length == 1) {
                return ids[0];
            }
        }
        return 0;
    }

    /** The id that fills short rows. */
    long padId() {
        return padId;
    }

    Encoded encode(String text) {
        return encode(text, true);
    }

    private Encoded encode(String text, boolean addSpecialTokens) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the tokenizer is closed");
            }
            long encoding = library.encode(handle, text, addSpecialTokens);
            try {
                return new Encoded(library.getTokenIds(encoding), library.getTypeIds(encoding));
            } finally {
                library.deleteEncoding(encoding);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                library.deleteTokenizer(handle);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static InferenceException failed(String sentence, @Nullable Throwable cause) {
        return new InferenceException(ErrorCode.LOAD_FAILED, "tokenizer: " + sentence, cause);
    }
}

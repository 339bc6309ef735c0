package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;

/** The real tokenizer of MiniLM, and what tests say often. */
final class Texts {
    private Texts() {}

    /** Puts MiniLM's file into the directory, as a model folder has it. */
    static Path miniLm(Path directory) {
        try (InputStream content = Texts.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
            Path file = directory.resolve("tokenizer.json");
            if (content == null) {
                throw new IllegalStateException("the MiniLM artifact is not on the class path");
            }
            if (!Files.exists(file)) {
                Files.copy(content, file);
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TokenizerStep step(Path directory, Map<String, String> settings) {
        return step(directory, Settings.of(settings));
    }

    static TokenizerStep step(Path directory, Settings settings) {
        TokenizerSettings read = TokenizerSettings.read(settings);
        NativeLibrary.load(directory);
        return new TokenizerStep(Tokenizer.load(directory, read), read);
    }

    /** A bundle of which nothing is asked but its data area. */
    static BundleContext bundle(Path dataArea) {
        return (BundleContext) Proxy.newProxyInstance(
                Texts.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getDataFile")) {
                        return dataArea.toFile();
                    }
                    throw new IllegalStateException(method + " is not expected");
                });
    }

    static Tensors column(String... texts) {
        return Tensors.of("text", Tensor.ofTexts(Shape.of(texts.length), List.of(texts)));
    }

    /** Different texts of different lengths. */
    static Tensors numbered(int count) {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = "row number " + i + " of text".repeat(i);
        }
        return column(texts);
    }

    /** Of which the second is no text. */
    static Tensors malformed() {
        return Tensors.of("text", Tensor.ofBytes(Shape.of(2), List.of(new byte[] {'a'}, new byte[] {(byte) 0xFF})));
    }

    static long[] longs(Tensors tensors, String name) {
        LongBuffer data = tensors.get(name).data().asLongBuffer();
        long[] values = new long[data.remaining()];
        data.get(values);
        return values;
    }

    static float[] floats(Tensor tensor) {
        float[] values = new float[(int) tensor.shape().elements()];
        tensor.data().asFloatBuffer().get(values);
        return values;
    }
}

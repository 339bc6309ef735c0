package io.roundhouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The model folders the benchmarks serve: two of the demo's, and some of their own. */
final class Models {
    /** MiniLM that takes tokens and gives the embedding: without the tokenizer, which plain ORT has not either. */
    static final String MINILM_TOKENS = "minilm-tokens";

    /** The MLP with a second version of the same file that watches every request. */
    static final String MLP_WATCHED = "mlp-watched";

    /** The MLP once more, for monitors. */
    static final String MLP_MONITORED = "mlp-monitored";

    static final String WIDE_SINGLE = "wide-single";
    static final String WIDE_BATCHED = "wide-batched";

    private static final int[] WIDE = {64, 2048, 2048, 8};

    private Models() {}

    /** Writes them all below {@code folder}, which is returned. */
    static Path prepare(Distribution distribution, Path folder) {
        try {
            copy(distribution.models().resolve("mlp"), folder.resolve("mlp"));
            copy(distribution.models().resolve("mlp"), folder.resolve(MLP_MONITORED));
            copy(distribution.models().resolve("minilm"), folder.resolve("minilm"));
            watched(folder, Files.readAllBytes(distribution.model("mlp")));
            write(folder, MINILM_TOKENS, """
                    engine: onnxruntime
                    batching: { rows_max: 32 }
                    after:
                      - mean-pool: {}
                      - l2-normalise: {}
                    """, Files.readAllBytes(distribution.model("minilm")));
            byte[] wide = new Perceptron(WIDE).onnx();
            write(folder, WIDE_SINGLE, "engine: onnxruntime\nbatching: { rows_max: 1 }\n", wide);
            write(folder, WIDE_BATCHED, "engine: onnxruntime\nbatching: { rows_max: 32, wait_max: 2ms }\n", wide);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write models to " + folder, e);
        }
    }

    private static void watched(Path folder, byte[] file) throws IOException {
        write(folder, MLP_WATCHED, """
                engine: onnxruntime
                traffic:
                  router: weighted
                  arms:
                    stable: { version: 1 }
                    shadow: { version: 2, mirror: 100 }
                """, file);
        Path second = Files.createDirectories(folder.resolve(MLP_WATCHED).resolve("2"));
        Files.write(second.resolve("model.onnx"), file);
    }

    static Path file(Path folder, String model) {
        return folder.resolve(model).resolve("1/model.onnx");
    }

    private static void write(Path folder, String model, String yaml, byte[] file) throws IOException {
        Files.createDirectories(folder.resolve(model).resolve("1"));
        Files.write(file(folder, model), file);
        Files.writeString(folder.resolve(model).resolve("model.yaml"), yaml);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.resolve("1"));
        Files.copy(from.resolve("model.yaml"), to.resolve("model.yaml"), StandardCopyOption.REPLACE_EXISTING);
        try (var files = Files.list(from.resolve("1"))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve("1").resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}

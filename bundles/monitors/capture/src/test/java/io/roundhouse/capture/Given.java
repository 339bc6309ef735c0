package io.roundhouse.capture;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.Watched;
import io.roundhouse.testkit.TestRequests;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A model of persons, its requests, and clocks that a test turns. */
final class Given {
    static final long NOON = Instant.parse("2026-11-27T12:00:00Z").toEpochMilli();
    static final ServedBy STABLE = new ServedBy(new ModelId("persons", "3"), "stable", "onnxruntime", "1.29.0");
    static final Timing TIMING = new Timing(1_000, 2_000, 3_000, 10_000, 4, 1);
    static final ModelSpec SPEC = new ModelSpec(
            "test",
            List.of(
                    new TensorSpec("name", DataType.BYTES, Shape.of(-1)),
                    new TensorSpec("age", DataType.FP64, Shape.of(-1))),
            List.of(new TensorSpec("score", DataType.FP32, Shape.of(-1, 2))),
            true);

    final Path data;
    long millis = NOON;
    boolean diskIsFull;

    Given(Path data) {
        this.data = data;
    }

    Watched model() {
        return new Watched("persons", Map.of("stable", SPEC), data, data.resolve("capture"));
    }

    /** Everything, and of the disk whatever is there. */
    static Settings.Builder all() {
        return Settings.builder("model.yaml:3:5")
                .put("sample", "1", "model.yaml:3:5")
                .put("free_bytes_min", "0", "model.yaml:4:5");
    }

    Capture capture(Settings settings) {
        return new Capture(
                CaptureSettings.of(model(), settings),
                data.resolve("capture"),
                new Capture.Clocks(() -> 0, () -> millis),
                this::open);
    }

    /** Where the disk is full, one that takes nothing: the kernel's own. */
    private RandomAccessFile open(Path path) throws IOException {
        return new RandomAccessFile(diskIsFull ? "/dev/full" : path.toString(), "rw");
    }

    static Tensors inputs(String name, double age) {
        Tensor ages = Tensor.allocate(DataType.FP64, Shape.of(1));
        ages.data().putDouble(age);
        return Tensors.of("name", Tensor.ofTexts(Shape.of(1), List.of(name))).with("age", ages);
    }

    static InferenceRequest request(String id, Tensors inputs, Map<String, String> parameters) {
        return new InferenceRequest(
                id,
                "persons",
                Optional.empty(),
                inputs,
                List.of(),
                parameters,
                Map.of("authorization", "secret"),
                0,
                TestRequests.later(),
                0);
    }

    static InferenceEvent answered(InferenceRequest request, ServedBy servedBy) {
        Tensors outputs = Tensors.of("score", Tensor.ofFloats(Shape.of(1, 2), 0.25f, 0.75f));
        return new InferenceEvent.Answered(request, new InferenceResponse(request.id(), servedBy, outputs, TIMING));
    }

    static InferenceEvent answered(String id) {
        return answered(request(id, inputs("Ada", 36.5), Map.of()), STABLE);
    }

    static InferenceEvent failed(String id) {
        return new InferenceEvent.Failed(
                request(id, inputs("Ada", 36.5), Map.of()),
                Optional.empty(),
                new InferenceException(ErrorCode.INVALID_INPUT, "name 'Ada' is not known"),
                TIMING);
    }

    List<Path> files() {
        Path folder = data.resolve("capture");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("capture-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines() {
        return files().stream().flatMap(file -> read(file).lines()).toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

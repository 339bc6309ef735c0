package io.roundhouse.quality;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent;
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
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import io.roundhouse.spi.monitor.Watched;
import io.roundhouse.testkit.TestRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Answers, settings and rows for tests. */
final class Given {
    static final TensorSpec PROBABILITY = new TensorSpec("probability_bad", DataType.FP32, Shape.of(-1, 1));
    static final TensorSpec PRICE = new TensorSpec("price", DataType.FP32, Shape.of(-1, 1));

    private static final Timing TIMING = new Timing(1_000, 2_000, 3_000, 10_000, 1, 1);

    private Given() {}

    static QualitySettings settings(String... keysAndValues) {
        return QualitySettings.of(raw(keysAndValues));
    }

    static Settings raw(String... keysAndValues) {
        Settings.Builder builder = Settings.builder("model.yaml:7:5");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder.put(keysAndValues[i], keysAndValues[i + 1], "model.yaml:8:7");
        }
        return builder.build();
    }

    /** A model with one arm, whose files and data lie in a folder. */
    static Watched model(Path folder, TensorSpec... outputs) {
        ModelSpec spec = new ModelSpec("fake", List.of(), List.of(outputs), true);
        return new Watched("credit", Map.of("stable", spec), folder, folder.resolve("data"));
    }

    static InferenceEvent answered(String arm, String version, Tensors outputs) {
        ServedBy servedBy = new ServedBy(new ModelId("credit", version), arm, "fake", "1.0.0");
        return new InferenceEvent.Answered(
                TestRequests.of("1", Tensors.empty()), new InferenceResponse("1", servedBy, outputs, TIMING));
    }

    static InferenceEvent answered(String output, double... column) {
        return answered("stable", "1", Tensors.of(output, column(column)));
    }

    static Tensor column(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.ofFloats(Shape.of(floats.length, 1), floats);
    }

    /** The value of a meter of the only arm. */
    static double meter(List<Meter> meters, String name, String... labelAndValue) {
        return meters.stream()
                .filter(meter -> meter.name().equals("roundhouse.quality." + name))
                .filter(meter -> labelAndValue.length == 0
                        || labelAndValue[1].equals(meter.labels().get(labelAndValue[0])))
                .mapToDouble(Meter::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** The lines of a resource, its header left out. */
    static List<String[]> rows(String resource) {
        try (var in = Objects.requireNonNull(Given.class.getResourceAsStream("/" + resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

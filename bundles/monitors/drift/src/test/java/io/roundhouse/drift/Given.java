package io.roundhouse.drift;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent.Answered;
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
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A model with a number, a word and a vector, and requests to it. */
final class Given {
    static final Timing TIMING = new Timing(0, 0, 0, 0, 1, 1);
    static final ServedBy LIVE = new ServedBy(new ModelId("credit", "1"), "stable", "fake", "1.0.0");
    static final ServedBy WATCHING = new ServedBy(new ModelId("credit", "2"), "canary", "fake", "1.0.0");
    static final int WIDTH = 8;

    static final ModelSpec SPEC = new ModelSpec(
            "fake",
            List.of(
                    new TensorSpec("age", DataType.FP64, Shape.of(-1)),
                    new TensorSpec("home", DataType.BYTES, Shape.of(-1, 1)),
                    new TensorSpec("face", DataType.FP32, Shape.of(-1, WIDTH))),
            List.of(new TensorSpec("score", DataType.FP32, Shape.of(-1, 1))),
            true);

    private static final List<String> HOMES = List.of("owner", "rent", "rent", "parents", "rent", "owner", "other");

    private Given() {}

    static Watched watched(Path folder) {
        return watched(folder, SPEC);
    }

    static Watched watched(Path folder, ModelSpec spec) {
        return new Watched("credit", Map.of("stable", spec), folder, folder.resolve("data"));
    }

    static DriftSettings settings(String... keysAndValues) {
        Settings.Builder builder = Settings.builder("model.yaml:3:5");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder.put(keysAndValues[i], keysAndValues[i + 1], "model.yaml:" + (4 + i / 2) + ":7");
        }
        return DriftSettings.of(builder.build());
    }

    static Tensor numbers(double... values) {
        Tensor tensor = Tensor.allocate(DataType.FP64, Shape.of(values.length));
        ByteBuffer data = tensor.data();
        Arrays.stream(values).forEach(data::putDouble);
        return tensor;
    }

    static Tensor words(String... words) {
        return Tensor.ofTexts(Shape.of(words.length, 1), List.of(words));
    }

    static Answered answered(Tensors inputs, Tensors outputs) {
        return answered(inputs, outputs, LIVE);
    }

    static Answered answered(Tensors inputs, Tensors outputs, ServedBy servedBy) {
        return new Answered(TestRequests.of("1", inputs), new InferenceResponse("1", servedBy, outputs, TIMING));
    }

    /** One row; the number is normal about that mean. */
    static Answered row(Random random, double mean) {
        return rows(random, mean, 1);
    }

    static Answered rows(Random random, double mean, int rows) {
        double[] ages =
                random.doubles(rows).map(one -> mean + random.nextGaussian()).toArray();
        String[] homes = new String[rows];
        Tensor faces = Tensor.allocate(DataType.FP32, Shape.of(rows, WIDTH));
        ByteBuffer data = faces.data();
        float[] scores = new float[rows];
        for (int i = 0; i < rows; i++) {
            homes[i] = HOMES.get(random.nextInt(HOMES.size()));
            scores[i] = (float) ages[i] / 2;
            for (int k = 0; k < WIDTH; k++) {
                data.putFloat((float) random.nextGaussian());
            }
        }
        Tensors inputs = Tensors.of(List.of("age", "home", "face"), List.of(numbers(ages), words(homes), faces));
        return answered(inputs, Tensors.of("score", Tensor.ofFloats(Shape.of(rows, 1), scores)));
    }
}

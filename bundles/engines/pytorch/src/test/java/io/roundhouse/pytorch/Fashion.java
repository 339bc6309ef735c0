package io.roundhouse.pytorch;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.testkit.FakeModelArtifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The net for Fashion-MNIST, and the pictures that it has not learnt from. */
final class Fashion {
    static final int PICTURES = 2000;
    static final int PIXELS = 28 * 28;

    /** Where the distribution's tests have the same net for ONNX Runtime, and the pictures. */
    static final Path TWIN = Path.of("../../../itests/distribution/src/test/resources/fashion");

    private Fashion() {}

    static byte[] file() {
        try (InputStream in = Fashion.class.getResourceAsStream("/fashion.pt")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ModelArtifact in(Path folder) {
        return FakeModelArtifact.in(folder).file("model.pt", file()).artifact();
    }

    static Settings settings() {
        return settings(section("image", "fp32", "-1", "1", "28", "28"), section("probabilities", "FP32", "-1", "10"));
    }

    static Settings settings(Settings input, Settings output) {
        return Settings.builder("engine")
                .putSections("inputs", List.of(input), "engine")
                .putSections("outputs", List.of(output), "engine")
                .put("instances", "2", "engine")
                .build();
    }

    static Settings section(String name, String type, String... shape) {
        return Settings.builder(name)
                .put("name", name, name)
                .put("type", type, name)
                .putTexts("shape", List.of(shape), name)
                .build();
    }

    /** The first pictures, 0 to 1. */
    static Tensor pictures(int count) {
        Tensor pictures = Tensor.allocate(DataType.FP32, Shape.of(count, 1, 28, 28));
        FloatBuffer target = pictures.data().asFloatBuffer();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(TWIN.resolve("images_2000x28x28.u8.gz")))) {
            for (byte pixel : in.readNBytes(count * PIXELS)) {
                target.put((pixel & 0xff) / 255f);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pictures;
    }
}

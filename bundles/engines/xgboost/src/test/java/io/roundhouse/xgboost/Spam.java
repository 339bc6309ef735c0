package io.roundhouse.xgboost;

import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.testkit.FakeModelArtifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;

/** The model for spam, and mails that might have been. */
final class Spam {
    static final int FEATURES = 57;

    private Spam() {}

    static String text() {
        try (InputStream in = Spam.class.getResourceAsStream("/spam.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ModelArtifact in(Path folder) {
        return FakeModelArtifact.in(folder).file("model.json", text()).artifact();
    }

    /** The share of words and characters, most of them 0, and the lengths of runs of capitals. */
    static Tensor mails(int count) {
        float[] features = new float[count * FEATURES];
        Random random = new Random(3);
        for (int i = 0; i < features.length; i++) {
            boolean lengths = i % FEATURES >= 54;
            features[i] = lengths ? random.nextInt(300) : random.nextInt(3) > 0 ? 0 : random.nextFloat() * 2;
        }
        return Tensor.ofFloats(Shape.of(count, FEATURES), features);
    }
}

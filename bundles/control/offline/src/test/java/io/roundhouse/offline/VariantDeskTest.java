package io.roundhouse.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Offline.Watch;
import io.roundhouse.server.control.Variants.Compared;
import io.roundhouse.server.control.Variants.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantDeskTest {
    private static final Watch NOBODY = (doing, rows, share) -> {};

    private final FakeModels models = new FakeModels();
    private final AtomicLong nanos = new AtomicLong();
    private Path directory = Path.of("");
    private Path folder = directory;

    @BeforeEach
    void makeFiles(@TempDir Path models) throws IOException {
        directory = models;
        folder = Files.createDirectories(directory.resolve("model"));
        Files.createDirectories(folder.resolve("2"));
        Files.writeString(folder.resolve("2/model.onnx"), "a");
        Files.writeString(folder.resolve("2/model_int8.onnx"), "b");
    }

    private Compared compare(Watch watch, String... variants) throws IOException {
        VariantDesk desk = new VariantDesk(
                new FakeRepository(directory),
                step -> {
                    throw new AssertionError("the model has no steps");
                },
                models,
                () -> nanos.addAndGet(50_000_000));
        Order order = new Order(List.of(variants), Optional.empty(), 40, 7, List.of(), false);
        return desk.compare(folder, Optional.empty(), order, watch);
    }

    @Test
    void comparesFilesOfOneVersion() throws IOException {
        Compared compared = compare(NOBODY, "model.onnx", "int8=model_int8.onnx");

        assertThat(compared.inputs()).isEqualTo("40 rows made up, seed 7");
        assertThat(compared.variants()).extracting("name").containsExactly("model.onnx", "int8");
        assertThat(compared.variants())
                .allSatisfy(one -> assertThat(one.from().largest()).isZero());
        assertThat(compared.recommended()).isEqualTo("model.onnx");
        assertThat(models.open).isZero();
    }

    @Test
    void namesTheFilesThereWhereOneIsNot() {
        assertThatThrownBy(() -> compare(NOBODY, "model.onnx", "model_int9.onnx"))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("has no file 'model_int9.onnx'")
                .hasMessageContaining("model_int8.onnx");
        assertThat(models.open).isZero();
    }

    @Test
    void leavesNothingOpenWhenInterrupted() {
        Watch impatient = (doing, rows, share) -> {
            if (doing.equals("comparing")) {
                Thread.currentThread().interrupt();
            }
        };

        assertThatThrownBy(() -> compare(impatient, "model.onnx", "model_int8.onnx"))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("interrupted");
        assertThat(models.open).isZero();
        assertThat(Thread.interrupted()).isFalse();
    }
}

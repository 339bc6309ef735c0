package io.roundhouse.feedback;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.Feedback.ArmReport;
import io.roundhouse.server.control.Feedback.Item;
import io.roundhouse.server.control.Feedback.Receipt;
import io.roundhouse.server.control.Feedback.Report;
import io.roundhouse.server.control.FeedbackListener.Joined;
import io.roundhouse.testkit.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The room with a clock of its own and without its thread. */
final class TestDesk {
    static final ServedBy STABLE = new ServedBy(new ModelId("m", "1"), "stable", "ort", "1.29.0");
    static final ServedBy SHADOW = new ServedBy(new ModelId("m", "2"), "shadow", "ort", "1.29.0");
    private static final long WALL_BEGIN = 1_800_000_000_000L;

    final FakeClock clock = new FakeClock();
    private final long begin = clock.getAsLong();
    final List<Joined> told = new ArrayList<>();
    final Listeners listeners = new Listeners(clock);
    final Path directory;
    Storage storage;
    FeedbackDesk desk;

    TestDesk(Path directory) {
        this.directory = directory;
        listeners.add(told::add);
        storage = new Storage(directory);
        desk = desk();
    }

    private FeedbackDesk desk() {
        return new FeedbackDesk(storage, listeners, clock, this::wallMillis);
    }

    long wallMillis() {
        return WALL_BEGIN + (clock.getAsLong() - begin) / 1_000_000;
    }

    /** Takes feedback for {@code m}, whose output {@code p} is the probability of class 1. */
    TestDesk binary() {
        return taking("output", "p");
    }

    TestDesk taking(String... texts) {
        desk.take("m", SettingsOf.texts(texts));
        return this;
    }

    void answered(ServedBy servedBy, String id, double... probabilities) {
        float[] values = new float[probabilities.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) probabilities[i];
        }
        answered(servedBy, id, "p", Tensor.ofFloats(Shape.of(values.length, 1), values));
    }

    void answered(ServedBy servedBy, String id, String output, Tensor tensor) {
        desk.intake.answered(event(servedBy, id, output, tensor));
    }

    static InferenceEvent.Answered event(ServedBy servedBy, String id, String output, Tensor tensor) {
        Tensors inputs = Tensors.of("x", Tensor.ofFloats(Shape.of(1, 1), 1));
        InferenceRequest request =
                InferenceRequest.of(id, servedBy.model().name(), inputs, new Deadline(Long.MAX_VALUE), 0);
        return new InferenceEvent.Answered(
                request, new InferenceResponse(id, servedBy, Tensors.of(output, tensor), new Timing(0, 0, 0, 0, 1, 1)));
    }

    static Item label(String id, String... labels) {
        return new Item(id, List.of(labels), OptionalDouble.empty());
    }

    static Item reward(String id, double reward) {
        return new Item(id, List.of(), OptionalDouble.of(reward));
    }

    Receipt take(Item... items) {
        return take("m", items);
    }

    Receipt take(String model, Item... items) {
        Jobs.Job job = desk.jobs.submit(model, List.of(items));
        desk.pass();
        return job.done().join();
    }

    Report report() {
        return desk.reports().stream()
                .filter(report -> report.model().equals("m"))
                .findFirst()
                .orElseThrow();
    }

    ArmReport arm(ServedBy servedBy) {
        return report().arms().stream()
                .filter(arm -> arm.servedBy().equals(servedBy))
                .findFirst()
                .orElseThrow();
    }

    void advance(Duration time) {
        clock.advance(time);
        desk.pass();
    }

    /** An orderly stop and a new start on the same file. */
    void restart() {
        desk.close();
        storage = new Storage(directory);
        desk = desk();
    }
}

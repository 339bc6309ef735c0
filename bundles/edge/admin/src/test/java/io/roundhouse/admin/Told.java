package io.roundhouse.admin;

import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.Comparisons.Counts;
import io.roundhouse.server.control.Comparisons.Label;
import io.roundhouse.server.control.Comparisons.Latency;
import io.roundhouse.server.control.Comparisons.Output;
import io.roundhouse.server.control.Comparisons.Sizes;
import io.roundhouse.server.control.Comparisons.Spread;
import io.roundhouse.server.control.Comparisons.Worst;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.flow.Shadowing;
import io.roundhouse.server.flow.Shadowing.LeftOut;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What rooms tell of models: of {@code credit} all that there can be, of {@code minilm} the least. */
final class Told {
    private static final ServedBy LIVE = new ServedBy(new ModelId("credit", "1"), "stable", "onnxruntime", "1.20.0");
    private static final ServedBy CANARY = new ServedBy(new ModelId("credit", "1"), "canary", "onnxruntime", "1.29.0");
    private static final ServedBy MINILM = new ServedBy(new ModelId("minilm", "1"), "stable", "onnxruntime", "1.20.0");
    private static final Spread NONE = new Spread(0, 0, 0, 0, 0, 0, 0);
    private static final Spread FAR = new Spread(97, 1e-8, 0, 0, 6e-8, 1.1e-7, Double.POSITIVE_INFINITY);

    static final Comparisons.Report PAIR = new Comparisons.Report(
            LIVE,
            CANARY,
            1_700_000_000_000L,
            1_700_000_001_000L,
            new Counts(100, 90, 97, 1, 2, 0),
            Optional.of(new Label("p", 100, 3, 97, 3)),
            List.of(new Output("p", 100, 90, 200, 190, 0, 1, "another shape", FAR, FAR, NONE, NONE)),
            List.of(new Latency("cpu", 7500, 7600, new Spread(6, 100, -2000, 100, 400, 900, 5000))),
            new Sizes(800, 800, 0),
            List.of(new Worst("id-7", "p", 0, true, 1.2e-7, "0.51", "0.49", 1_700_000_000_000L)));
    private static final Comparisons.Report NOTHING = new Comparisons.Report(
            MINILM,
            MINILM,
            0,
            0,
            new Counts(0, 0, 0, 0, 0, 0),
            Optional.empty(),
            List.of(),
            List.of(),
            new Sizes(0, 0, 0),
            List.of());

    static final Comparisons COMPARISONS = () -> List.of(PAIR, NOTHING);

    static final Shadowing.Arm ARM = new Shadowing.Arm(
            "credit",
            "canary",
            10_000,
            9_409,
            3,
            Map.of(LeftOut.QUEUE_FULL, 88L, LeftOut.BUSY, 500L),
            0,
            Duration.ofSeconds(90),
            true);

    static final Shadowing SHADOWS = () -> List.of(ARM);

    static final Feedback.ArmReport WORTH = new Feedback.ArmReport(
            CANARY,
            20,
            12,
            0.75,
            12,
            0.5,
            0.25,
            Double.NaN,
            Double.NaN,
            0.125,
            List.of(new Feedback.ReliabilityBin(12, 0.75, 0.875)),
            0,
            Double.NaN);

    static final Feedback.Report REPORT =
            new Feedback.Report("credit", true, 17, Map.of("joined", 12L, "late", 3L), List.of(WORTH), "");

    static final Feedback FEEDBACK = new Feedback() {
        @Override
        public Receipt take(String model, List<Item> items) {
            throw new AssertionError("the admin API only looks");
        }

        @Override
        public List<Report> reports() {
            return List.of(REPORT);
        }
    };

    private Told() {}
}

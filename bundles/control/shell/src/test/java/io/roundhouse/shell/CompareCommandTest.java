package io.roundhouse.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.Comparisons.Counts;
import io.roundhouse.server.control.Comparisons.Label;
import io.roundhouse.server.control.Comparisons.Latency;
import io.roundhouse.server.control.Comparisons.Output;
import io.roundhouse.server.control.Comparisons.Report;
import io.roundhouse.server.control.Comparisons.Sizes;
import io.roundhouse.server.control.Comparisons.Spread;
import io.roundhouse.server.control.Comparisons.Worst;
import io.roundhouse.server.flow.Shadowing.Arm;
import io.roundhouse.server.flow.Shadowing.LeftOut;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What watching arms got, and how they compare. */
class CompareCommandTest {
    private static final Spread NONE = new Spread(0, 0, 0, 0, 0, 0, 0);
    private static final Arm SHADOW = new Arm(
            "credit",
            "shadow",
            10_000,
            9_409,
            3,
            Map.of(LeftOut.QUEUE_FULL, 88L, LeftOut.BUSY, 500L),
            0,
            Duration.ZERO,
            false);
    private static final Arm SILENT =
            new Arm("credit", "silent", 5, 0, 0, Map.of(LeftOut.NOT_READY, 5L), 0, Duration.ofSeconds(90), true);

    @Test
    void comparesALineAnOutput() {
        CompareCommand command = new CompareCommand();
        command.comparisons = () -> List.of(report());

        assertThat(printed(command::print))
                .contains("stable: 1 on onnxruntime 1.20.0", "shadow: 1 on onnxruntime 1.29.0")
                .contains("90.00%", "1.2e-07", "3 of 100", "8.5 us");
    }

    @Test
    void comparesOneModelInFull() {
        CompareCommand command = new CompareCommand();
        command.comparisons = () -> List.of(report());
        command.name = "credit";

        assertThat(printed(command::print))
                .contains("100: 90.00% equal, 2 failed on watching only, 1 on live only, 0 on both")
                .contains("3 of 100 rows flipped, in 3 of 97 pairs")
                .contains("7.5 us live, 7.6 us watching; difference p50 0.1 us, p99 0.9 us; measured in 6 pairs")
                .doesNotContain("time transform")
                .contains("id-7 p row 0 FLIP: live 0.51, watching 0.49");
    }

    @Test
    void jsonHasTheColumnsAsKeys() {
        CompareCommand command = new CompareCommand();
        command.comparisons = () -> List.of(report());
        command.name = "credit";
        command.json = true;

        assertThat(printed(command::print)).contains("\"max_relative\" : \"1.2e-07\"", "\"flips\" : \"3 of 100\"");
    }

    @Test
    void withoutAnyItSaysHowToCompare() {
        CompareCommand command = new CompareCommand();
        command.comparisons = List::of;

        assertThat(printed(command::print)).contains("an arm with 'mirror: 20' watches 20 % of the requests");
    }

    @Test
    void shadowsTellsWhatEachGotAndWhoGetsNothing() {
        ShadowsCommand command = new ShadowsCommand();
        command.shadowing = () -> List.of(SHADOW, SILENT);

        assertThat(printed(command::print))
                .contains("9412", "88 queue full, 500 busy")
                .contains("ALARM: gets nothing for 90 s");
    }

    @Test
    void modelTellsWhatItsShadowsGot() {
        ModelCommand command = new ModelCommand();
        command.catalog = new FakeCatalog(new ModelStatus(
                new ModelId("credit", "1"),
                ModelState.LIVE,
                "",
                Optional.empty(),
                "onnxruntime",
                "1.29.0",
                List.of("stable"),
                List.of(),
                0));
        command.shadowing = () -> List.of(SHADOW, SILENT);
        command.name = "credit";

        assertThat(printed(command::print))
                .contains("got 9,412 of 10,000 mirrored, 3 failed; left out: 88 queue full, 500 busy")
                .contains("got 0 of 5 mirrored; left out: 5 not ready; ALARM: gets nothing for 90 s");
    }

    private static Report report() {
        Spread little = new Spread(97, 1e-8, 0, 0, 6e-8, 1.1e-7, 1.2e-7);
        Spread time = new Spread(97, 100, -2000, 100, 400, 900, 5000);
        return new Report(
                new ServedBy(new ModelId("credit", "1"), "stable", "onnxruntime", "1.20.0"),
                new ServedBy(new ModelId("credit", "1"), "shadow", "onnxruntime", "1.29.0"),
                1_700_000_000_000L,
                1_700_000_000_000L,
                new Counts(100, 90, 97, 1, 2, 0),
                Optional.of(new Label("p", 100, 3, 97, 3)),
                List.of(new Output("p", 100, 90, 200, 190, 0, 0, "", little, little, NONE, NONE)),
                List.of(
                        new Latency("compute", 8500, 8600, time),
                        new Latency("cpu", 7500, 7600, new Spread(6, 100, -2000, 100, 400, 900, 5000)),
                        new Latency("transform", 0, 0, NONE)),
                new Sizes(800, 800, 0),
                List.of(new Worst("id-7", "p", 0, true, 1.2e-7, "0.51", "0.49", 1_700_000_000_000L)));
    }

    private static String printed(Consumer<PrintStream> command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            command.accept(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

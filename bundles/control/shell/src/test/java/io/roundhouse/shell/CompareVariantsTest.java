package io.roundhouse.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Variants;
import io.roundhouse.server.control.Variants.Compared;
import io.roundhouse.server.control.Variants.Distance;
import io.roundhouse.server.control.Variants.Measured;
import io.roundhouse.server.control.Variants.Order;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CompareVariantsTest {
    private final List<Order> orders = new ArrayList<>();
    private final CompareCommand command = new CompareCommand();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private String print() {
        Variants variants = (subject, order, watch) -> {
            orders.add(order);
            Distance none = new Distance(true, 0, 0, 1, 0, 64);
            Distance some = new Distance(true, 0.02, 0.001, 0.993, 1, 64);
            return new Compared(
                    subject.model(),
                    "1",
                    "64 rows made up, seed 1",
                    List.of(
                            new Measured(
                                    "fp32",
                                    "fake 1",
                                    5_000_000,
                                    9_000,
                                    20_000,
                                    8,
                                    1000,
                                    OptionalLong.of(3 << 20),
                                    1e6,
                                    none,
                                    none),
                            new Measured(
                                    "int8",
                                    "fake 1",
                                    5_000_000,
                                    4_000,
                                    9_000,
                                    8,
                                    2000,
                                    OptionalLong.empty(),
                                    -1,
                                    some,
                                    some)),
                    "int8",
                    "It is the fastest.",
                    order.write() ? List.of("+   file: int8.onnx") : List.of());
        };
        command.rivals = variants;
        command.name = "minilm";
        command.variants = "fp32=model.onnx,int8=int8.onnx";
        PrintStream out = new PrintStream(screen, true, UTF_8);
        command.print(out, ProgressLine.of("none", null, out));
        return screen.toString(UTF_8);
    }

    @Test
    void showsEachVariantTheAdviceAndTheChange() {
        command.write = true;
        command.tolerance = "flips=2%,diff=1e-3";

        String text = print();

        assertThat(text)
                .startsWith("minilm:1, 64 rows made up, seed 1")
                .contains("0.993000", "1/64", "3.50", "It is the fastest.", "+   file: int8.onnx");
        assertThat(orders).singleElement().satisfies(order -> {
            assertThat(order.variants()).containsExactly("fp32=model.onnx", "int8=int8.onnx");
            assertThat(order.tolerance()).containsExactly("flips=2%", "diff=1e-3");
        });
    }

    @Test
    void printsForAScript() {
        command.json = true;

        assertThat(print()).startsWith("[").contains("\"variant\" : \"int8\"", "\"recommended\" : \"yes\"");
    }

    @Test
    void refusesOptionsOfVariantsWithoutAny() {
        command.write = true;

        assertThatThrownBy(() -> command.print(new PrintStream(screen, true, UTF_8)))
                .hasMessageContaining("belong to --variants");
    }
}

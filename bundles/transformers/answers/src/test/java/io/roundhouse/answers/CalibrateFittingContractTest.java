package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.FittingContract;
import io.roundhouse.testkit.TestTensors;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;

/** Each way of calibrating learns as every step does. */
class CalibrateFittingContractTest {
    private abstract static class Contract extends FittingContract {
        private final String way;

        Contract(String way) {
            this.way = way;
        }

        @Override
        protected TransformerFactory factory() {
            return new CalibrateComponent();
        }

        @Override
        protected Settings unfitted() {
            Settings settings = Settings.of(Map.of("column", "score", "with", way, "label", "class"));
            return Given.labels("no", "yes").orElse(settings);
        }

        @Override
        protected Tensors rows(int count) {
            List<String> labels = IntStream.range(0, count)
                    .mapToObj(row -> row % 3 == 1 ? "yes" : row % 7 == 3 ? "" : "no")
                    .toList();
            return Tensors.of("score", TestTensors.floats(3, count, 2))
                    .with("class", Tensor.ofTexts(Shape.of(count), labels));
        }
    }

    @Nested
    class TemperatureTest extends Contract {
        TemperatureTest() {
            super("temperature");
        }
    }

    @Nested
    class PlattTest extends Contract {
        PlattTest() {
            super("platt");
        }
    }

    @Nested
    class IsotonicTest extends Contract {
        IsotonicTest() {
            super("isotonic");
        }
    }
}

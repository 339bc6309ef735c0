package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TransformerContract;
import java.util.Map;

class ValidateContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new ValidateComponent();
    }

    @Override
    protected Settings settings() {
        return Given.schema(
                Map.of(
                        "amount",
                        Given.section("number", Map.of("range", Given.keys("min", "0", "max", "3", "action", "clip"))),
                        "name",
                        Given.section("text", Map.of("length", Given.keys("max", "4", "action", "clip"))),
                        "since",
                        Given.section("date", Map.of("required", Settings.empty())),
                        "limit",
                        Given.section("number", Map.of())),
                Given.keys("column", "amount", "at_most", "limit", "action", "clip"));
    }

    @Override
    protected Tensors rows(int count) {
        double[] amounts = new double[count];
        double[] limits = new double[count];
        String[] names = new String[count];
        String[] dates = new String[count];
        for (int i = 0; i < count; i++) {
            amounts[i] = i * 1.5 - 1;
            limits[i] = i % 3 == 0 ? Double.NaN : 2 - i * 0.25;
            names[i] = "n°" + i * 101;
            dates[i] = "2024-02-" + (10 + i);
        }
        return Tensors.of("amount", Given.numberColumn(amounts))
                .with("limit", Given.numberColumn(limits))
                .with("name", Given.textColumn(names))
                .with("since", Given.textColumn(dates));
    }

    @Override
    protected Tensors badRows() {
        return rows(2).with("since", Given.textColumn("2024-02-10", "2023-02-29"));
    }
}

package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.FittingContract;
import java.util.Map;

class SchemaFittingContractTest extends FittingContract {
    @Override
    protected TransformerFactory factory() {
        return new ValidateComponent();
    }

    @Override
    protected Settings unfitted() {
        return Given.types(Map.of("low", "number", "high", "number", "kind", "text", "code", "text", "day", "date"));
    }

    @Override
    protected Tensors rows(int count) {
        double[] low = new double[count];
        double[] high = new double[count];
        String[] kinds = new String[count];
        String[] codes = new String[count];
        String[] days = new String[count];
        for (int i = 0; i < count; i++) {
            low[i] = i % 10 == 7 ? Double.NaN : i * 37 % 11;
            high[i] = low[i] + 5 + i * 17 % 13;
            kinds[i] = i % 2 == 0 ? "blue" : "grün";
            codes[i] = "AB-" + i * i;
            days[i] = "2024-0" + (1 + i / 20) + "-" + (10 + i % 20);
        }
        return Tensors.of("low", Given.numberColumn(low))
                .with("high", Given.numberColumn(high))
                .with("kind", Given.textColumn(kinds))
                .with("code", Given.textColumn(codes))
                .with("day", Given.textColumn(days));
    }
}

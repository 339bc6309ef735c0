package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settings and columns for tests, written short. */
final class Given {
    static final String PLACE = "model.yaml:5:7";

    private Given() {}

    /** {@code Age=number, Since=date}. */
    static Settings types(Map<String, String> types) {
        Settings.Builder columns = Settings.builder(PLACE);
        types.forEach((name, type) -> columns.put(name, type, PLACE));
        return Settings.builder(PLACE).put("columns", columns.build()).build();
    }

    static SchemaFitting fitting(Map<String, String> types) {
        return new SchemaFitting(new SchemaText(types(types)));
    }

    /** One column {@code x} with constraints. */
    static Settings column(String type, Map<String, Settings> constraints) {
        return schema(Map.of("x", section(type, constraints)));
    }

    static Settings section(String type, Map<String, Settings> constraints) {
        Settings.Builder column = Settings.builder(PLACE).put("type", type, PLACE);
        constraints.forEach(column::put);
        return column.build();
    }

    static Settings schema(Map<String, Settings> columns, Settings... rules) {
        Settings.Builder all = Settings.builder(PLACE);
        columns.forEach(all::put);
        Settings.Builder schema = Settings.builder(PLACE).put("columns", all.build());
        if (rules.length > 0) {
            schema.putSections("rules", List.of(rules), PLACE);
        }
        return schema.build();
    }

    static Settings keys(String... keysAndTexts) {
        Settings.Builder section = Settings.builder(PLACE);
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            section.put(keysAndTexts[i], keysAndTexts[i + 1], PLACE);
        }
        return section.build();
    }

    static Settings values(List<String> values, String... keysAndTexts) {
        Settings.Builder section = Settings.builder(PLACE).putTexts("values", values, PLACE);
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            section.put(keysAndTexts[i], keysAndTexts[i + 1], PLACE);
        }
        return section.build();
    }

    static Tensors numbers(double... values) {
        return Tensors.of("x", numberColumn(values));
    }

    static Tensor numberColumn(double... values) {
        ByteBuffer data =
                ByteBuffer.allocateDirect(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asDoubleBuffer().put(values);
        return Tensor.of(DataType.FP64, Shape.of(values.length), data);
    }

    static Tensors texts(String... values) {
        return Tensors.of("x", textColumn(values));
    }

    static Tensor textColumn(String... values) {
        return Tensor.ofTexts(Shape.of(values.length), List.of(values));
    }

    static double[] numbers(Tensor column) {
        double[] values = new double[(int) column.shape().rows()];
        column.data().asDoubleBuffer().get(values);
        return values;
    }

    /** The same schema, telling of each row and refusing none. */
    static Settings reporting(Settings schema) {
        Settings.Builder all = Settings.builder(PLACE)
                .put("columns", schema.section("columns"))
                .put("report", "report", PLACE);
        if (schema.has("rules")) {
            all.putSections("rules", schema.sections("rules"), PLACE);
        }
        if (schema.has("learnt")) {
            all.put("learnt", schema.section("learnt"));
        }
        return all.build();
    }

    static ValidateStep step(Settings settings) {
        return new ValidateStep(Schema.read(settings), () -> 0);
    }

    /** Remembers the flags. */
    static final class Flags implements StepContext {
        private final List<String> all = new ArrayList<>();

        List<String> all() {
            return all;
        }

        @Override
        public Deadline deadline() {
            return StepContext.none().deadline();
        }

        @Override
        public void flag(String flag) {
            all.add(flag);
        }

        @Override
        public Tensors ask(String model, Tensors inputs) {
            return StepContext.none().ask(model, inputs);
        }
    }
}

package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Fitting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns a schema: of every column that has a type and no constraints yet, what its values keep, and between these columns
 * which is never above which. Each constraint says the reason, for a person to change it.
 */
final class SchemaFitting implements Fitting {
    private final Settings settings;
    private final Settings columns;
    private final Learning learning;
    private final Map<String, ColumnLearner> learners = new LinkedHashMap<>();
    private final List<TensorSpec> reads = new ArrayList<>();
    private final PairLearner pairs;
    private long rows;

    SchemaFitting(Settings settings) {
        this.settings = settings;
        columns = Schema.columns(settings);
        learning = Learning.read(settings);
        List<String> names = new ArrayList<>();
        List<Type> types = new ArrayList<>();
        for (String name : Schema.unlearnt(columns)) {
            Type type = Schema.type(columns, name);
            reads.add(new TensorSpec(name, type.dataType(), Shape.of(Shape.ANY)));
            learners.put(name, type == Type.TEXT ? new TextLearner(name) : new NumberLearner(name, type));
            if (type != Type.TEXT) {
                names.add(name);
                types.add(type);
            }
        }
        pairs = new PairLearner(names, types);
    }

    @Override
    public List<TensorSpec> reads() {
        return List.copyOf(reads);
    }

    @Override
    public void see(Tensors seen) {
        learners.forEach((name, learner) -> learner.see(seen.get(name)));
        pairs.see(seen);
        rows += seen.rows();
    }

    @Override
    public Settings fitted() {
        if (rows < learning.rowsMin()) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "validate: a schema is learnt from " + learning.rowsMin() + " rows or more, there were " + rows);
        }
        String place = settings.place();
        Settings.Builder all = Settings.builder(place);
        for (String name : columns.keys()) {
            ColumnLearner learner = learners.get(name);
            all.put(name, learner == null ? columns.section(name) : learner.learnt(learning, place));
        }
        return with(all.build(), place);
    }

    private Settings with(Settings learnt, String place) {
        Settings.Builder fitted = Settings.builder(place).put("columns", learnt);
        List<Settings> rules = new ArrayList<>(settings.sections("rules"));
        rules.addAll(pairs.learnt(learning, place));
        if (!rules.isEmpty()) {
            fitted.putSections("rules", rules, place);
        }
        settings.findText("report").ifPresent(name -> fitted.put("report", name, place));
        if (settings.has("learn")) {
            fitted.put("learn", settings.section("learn"));
        }
        return fitted.build();
    }
}

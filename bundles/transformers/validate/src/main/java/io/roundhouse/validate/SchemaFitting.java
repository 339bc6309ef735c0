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
 * which is never above which, which is the sum of which and which never comes without which. Each constraint says the reason, for a person to change it.
 */
final class SchemaFitting implements Fitting {
    private final SchemaText text;
    private final Learning learning;
    private final Map<String, ColumnLearner> learners = new LinkedHashMap<>();
    private final List<TensorSpec> reads = new ArrayList<>();
    private final PairLearner pairs;
    private final SumLearner sums;
    private final PresenceLearner presences;
    private long rows;

    SchemaFitting(SchemaText text) {
        this.text = text;
        learning = text.learning();
        List<String> unlearnt = text.unlearnt();
        List<String> names = new ArrayList<>();
        List<Type> types = new ArrayList<>();
        for (String name : unlearnt) {
            Type type = text.type(name);
            reads.add(new TensorSpec(name, type.dataType(), Shape.of(Shape.ANY)));
            learners.put(name, type == Type.TEXT ? new TextLearner(name) : new NumberLearner(name, type));
            if (type != Type.TEXT) {
                names.add(name);
                types.add(type);
            }
        }
        pairs = new PairLearner(names, types);
        sums = new SumLearner(
                names.stream().filter(name -> text.type(name) == Type.NUMBER).toList());
        presences =
                new PresenceLearner(unlearnt, unlearnt.stream().map(text::type).toList());
    }

    @Override
    public List<TensorSpec> reads() {
        return List.copyOf(reads);
    }

    @Override
    public void see(Tensors seen) {
        learners.forEach((name, learner) -> learner.see(seen.get(name)));
        pairs.see(seen);
        sums.see(seen);
        presences.see(seen);
        rows += seen.rows();
    }

    @Override
    public Settings fitted() {
        if (rows < learning.rowsMin()) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "validate: a schema is learnt from " + learning.rowsMin() + " rows or more, there were " + rows);
        }
        String place = text.settings().place();
        Settings.Builder columns = Settings.builder(place);
        learners.forEach((name, learner) -> columns.put(name, learner.learnt(learning, place)));
        List<Settings> rules = new ArrayList<>(pairs.learnt(learning, place));
        rules.addAll(sums.learnt(learning, place));
        rules.addAll(presences.learnt(learning, place));
        return text.with(columns, rules);
    }
}

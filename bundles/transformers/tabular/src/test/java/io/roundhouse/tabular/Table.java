package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.FakeModelArtifact;
import java.util.List;
import java.util.Map;

/** Columns for tests, and the steps of the room by their words. */
final class Table {
    static final ModelArtifact MODEL = FakeModelArtifact.named("test", "1");

    static final Map<String, TransformerFactory> FACTORIES = Map.ofEntries(
            Map.entry("impute", new ImputeComponent()),
            Map.entry("clip", new ClipComponent()),
            Map.entry("log", new LogComponent()),
            Map.entry("standardise", new StandardiseComponent()),
            Map.entry("min-max", new MinMaxComponent()),
            Map.entry("bucketise", new BucketiseComponent()),
            Map.entry("one-hot", new OneHotComponent()),
            Map.entry("ordinal", new OrdinalComponent()),
            Map.entry("hash", new HashComponent()),
            Map.entry("cross", new CrossComponent()),
            Map.entry("date-parts", new DatePartsComponent()),
            Map.entry("ratio", new RatioComponent()),
            Map.entry("assemble", new AssembleComponent()));

    private Table() {}

    static Tensors numbers(String name, double... values) {
        return Tensors.of(name, Numbers.column(values));
    }

    static Tensors texts(String name, String... values) {
        return Tensors.of(name, Tensor.ofTexts(Shape.of(values.length), List.of(values)));
    }

    static double[] doubles(Tensor column) {
        double[] values = new double[(int) column.shape().rows()];
        column.data().asDoubleBuffer().get(values);
        return values;
    }

    static TransformerFactory factory(String word) {
        TransformerFactory factory = FACTORIES.get(word);
        if (factory == null) {
            throw new AssertionError("no step '" + word + "'");
        }
        return factory;
    }

    static Transformer step(String word, String yaml) {
        return factory(word).create(MODEL, Yaml.settings(yaml));
    }

    /** The settings that a step has after it has seen these rows. */
    static Settings fitted(String word, String yaml, Tensors rows) {
        Fitting fitting = factory(word).fitting(MODEL, Yaml.settings(yaml)).orElseThrow();
        fitting.see(rows);
        return fitting.fitted();
    }

    static Transformer fittedStep(String word, String yaml, Tensors rows) {
        return factory(word).create(MODEL, fitted(word, yaml, rows));
    }
}

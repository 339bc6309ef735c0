package io.roundhouse.benchmarks;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.tabular.AssembleComponent;
import io.roundhouse.tabular.ClipComponent;
import io.roundhouse.tabular.CrossComponent;
import io.roundhouse.tabular.DatePartsComponent;
import io.roundhouse.tabular.ImputeComponent;
import io.roundhouse.tabular.LogComponent;
import io.roundhouse.tabular.OneHotComponent;
import io.roundhouse.tabular.RatioComponent;
import io.roundhouse.tabular.StandardiseComponent;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What do ten steps cost a batch of raw rows: the thirteen columns of a credit application and its date become one vector?
 * Divide by the rows; {@code -prof gc} tells the bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TabularChain {
    private static final String PLACE = "model.yaml";
    private static final ModelArtifact MODEL = new ModelArtifact(new ModelId("credit", "1"), Path.of("none"), "0");
    private static final List<String> NUMBERS =
            List.of("Seniority", "Time", "Age", "Expenses", "Income", "Assets", "Debt", "Amount", "Price");
    private static final Map<String, List<String>> TEXTS = Map.of(
            "Home", List.of("owner", "rent", "parents", "other", "priv", "ignore", ""),
            "Marital", List.of("married", "single", "widow", "separated", "divorced"),
            "Records", List.of("no", "yes"),
            "Job", List.of("fixed", "partime", "freelance", "others", ""));
    private static final List<String> MEASURES = List.of(
            "Seniority",
            "Time",
            "Age",
            "Expenses",
            "Income",
            "Assets",
            "Debt",
            "Amount",
            "Price",
            "Financed",
            "Applied_month");
    private static final List<String> WORDS = List.of("Home", "Marital", "Records", "Job", "RecordsJob");

    @Param({"1", "32", "1024"})
    public int rows = 32;

    private final List<Transformer> steps = new ArrayList<>();
    private Tensors batch = Tensors.empty();

    @Setup
    public void make() {
        batch = batch(new Random(7), rows);
        Tensors columns = batch(new Random(8), 2_000);
        columns = add(new ImputeComponent(), settings("columns", List.of("Income", "Assets", "Debt")), columns);
        columns = add(
                new ImputeComponent(), settings("columns", List.of("Home", "Job"), "with", "most-frequent"), columns);
        columns = add(
                new DatePartsComponent(),
                settings("columns", List.of("Applied"), "parts", List.of("month", "weekday")),
                columns);
        columns = add(
                new RatioComponent(),
                settings("numerator", "Amount", "denominator", "Price", "into", "Financed"),
                columns);
        columns = add(
                new ClipComponent(),
                settings("columns", List.of("Financed", "Assets", "Debt"), "min", "0", "max", "50000"),
                columns);
        columns = add(
                new CrossComponent(), settings("columns", List.of("Records", "Job"), "into", "RecordsJob"), columns);
        columns = add(
                new LogComponent(),
                settings("columns", List.of("Income", "Assets", "Debt", "Amount", "Price"), "plus_one", "true"),
                columns);
        columns = add(new StandardiseComponent(), settings("columns", MEASURES), columns);
        columns = add(new OneHotComponent(), settings("columns", WORDS, "unknown", "own"), columns);
        add(new AssembleComponent(), settings("columns", MEASURES, "vectors", WORDS), columns);
    }

    /** Fits the step to these columns, where it learns, and makes it. */
    private Tensors add(TransformerFactory factory, Settings settings, Tensors columns) {
        Optional<Fitting> fitting = factory.fitting(MODEL, settings);
        fitting.ifPresent(learning -> learning.see(columns));
        Transformer step = factory.create(MODEL, fitting.map(Fitting::fitted).orElse(settings));
        steps.add(step);
        return columns.with(step.apply(columns));
    }

    /** Keys with a text or a list each. */
    private static Settings settings(Object... pairs) {
        Settings.Builder settings = Settings.builder(PLACE);
        for (int i = 0; i < pairs.length; i += 2) {
            String key = pairs[i].toString();
            if (pairs[i + 1] instanceof List<?> list) {
                settings.putTexts(key, list.stream().map(Object::toString).toList(), PLACE);
            } else {
                settings.put(key, pairs[i + 1].toString(), PLACE);
            }
        }
        return settings.build();
    }

    private static Tensors batch(Random random, int rows) {
        Tensors batch = Tensors.empty();
        for (String name : NUMBERS) {
            Tensor column = Tensor.allocate(DataType.FP64, Shape.of(rows));
            DoubleBuffer values = column.data().asDoubleBuffer();
            while (values.hasRemaining()) {
                values.put(random.nextInt(20) == 0 ? Double.NaN : random.nextInt(5_000));
            }
            batch = batch.with(name, column);
        }
        for (Map.Entry<String, List<String>> text : TEXTS.entrySet()) {
            List<String> values = text.getValue();
            batch = batch.with(text.getKey(), texts(rows, i -> values.get(random.nextInt(values.size()))));
        }
        return batch.with("Applied", texts(rows, i -> "2026-%02d-%02d".formatted(i % 12 + 1, i % 28 + 1)));
    }

    private static Tensor texts(int rows, IntFunction<String> text) {
        return Tensor.ofTexts(
                Shape.of(rows), IntStream.range(0, rows).mapToObj(text).toList());
    }

    @Benchmark
    public Tensor chain() {
        Tensors columns = batch;
        for (Transformer step : steps) {
            columns = columns.with(step.apply(columns));
        }
        return columns.get("features");
    }
}

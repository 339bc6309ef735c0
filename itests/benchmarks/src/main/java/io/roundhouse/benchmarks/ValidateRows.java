package io.roundhouse.benchmarks;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.validate.ValidateComponent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to hold a row of 14 columns against a schema that was learnt from rows like it? Nine numbers, three
 * columns of categories, one of codes with a pattern, one of dates, and the pairs found; batches of 32 in which all is
 * right. {@code -prof gc} tells the bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ValidateRows {
    private static final int ROWS = 32;
    private static final int BATCHES = 64; // so that no branch is learnt by heart
    private static final int NUMBERS = 9;
    private static final String PLACE = "model.yaml";
    private static final List<List<String>> CATEGORIES = List.of(
            List.of("rent", "owner", "parents", "private", "other", "ignore"),
            List.of("married", "single", "separated", "widow", "divorced"),
            List.of("fixed", "freelance", "part-time", "others"));

    /** Of each learnt number, at most how many of a hundred are missing. */
    @Param("5")
    public int missingPercent = 5;

    private final Tensors[] batches = new Tensors[BATCHES];
    private UnaryOperator<Tensors> step = columns -> columns;
    private int next;

    @Setup
    public void learn() {
        ValidateComponent factory = new ValidateComponent();
        ModelArtifact artifact = new ModelArtifact(new ModelId("m", "1"), Path.of("none"), "0");
        Random random = new Random(1);
        Settings.Builder types = Settings.builder(PLACE);
        rows(1, random).names().forEach(name -> types.put(name, type(name), PLACE));
        Settings settings =
                Settings.builder(PLACE).put("columns", types.build()).build();
        Fitting fitting = factory.fitting(artifact, settings).orElseThrow();
        fitting.see(rows(4_096, random));
        Transformer made = factory.create(artifact, fitting.fitted());
        step = columns -> made.apply(columns, StepContext.none());
        for (int i = 0; i < BATCHES; i++) {
            batches[i] = rows(ROWS, random);
        }
    }

    private static String type(String name) {
        return name.startsWith("number") ? "number" : name.equals("day") ? "date" : "text";
    }

    private Tensors rows(int count, Random random) {
        Tensors columns = Tensors.empty();
        for (int i = 0; i < NUMBERS; i++) {
            Tensor column = Tensor.allocate(DataType.FP64, Shape.of(count));
            ByteBuffer data = column.data();
            for (int row = 0; row < count; row++) {
                boolean missing = i % 3 == 0 && random.nextInt(100) < missingPercent;
                data.putDouble(missing ? Double.NaN : 100 * i + random.nextInt(150));
            }
            columns = columns.with("number" + i, column);
        }
        for (List<String> categories : CATEGORIES) {
            List<String> texts = new ArrayList<>();
            for (int row = 0; row < count; row++) {
                texts.add(categories.get(random.nextInt(categories.size())));
            }
            columns = columns.with(categories.get(0), Tensor.ofTexts(Shape.of(count), texts));
        }
        List<String> codes = new ArrayList<>();
        List<String> days = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            codes.add("DE-" + (100_000 + random.nextInt(900_000)) + "x");
            days.add(LocalDate.of(2023, 1, 1).plusDays(random.nextInt(900)).toString());
        }
        return columns.with("code", Tensor.ofTexts(Shape.of(count), codes))
                .with("day", Tensor.ofTexts(Shape.of(count), days));
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Object validate() {
        next = (next + 1) % BATCHES;
        return step.apply(batches[next]);
    }
}

package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.testkit.TestTensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The chain of the model {@code credit-raw}, as its files say, over the rows that it learnt from and those held out. */
final class CreditChain {
    static final String FEATURES = "features";

    private static final List<String> NUMBERS =
            List.of("Seniority", "Time", "Age", "Expenses", "Income", "Assets", "Debt", "Amount", "Price");
    private static final List<String> TEXTS = List.of("Home", "Marital", "Records", "Job");

    private CreditChain() {}

    /** A step as {@code model.yaml} names it. */
    record Step(String word, Settings settings) {
        Transformer make() {
            return Table.factory(word).create(Table.MODEL, settings);
        }
    }

    /** What {@code model.yaml} says. */
    static List<Step> declared() {
        List<Step> steps = new ArrayList<>();
        for (Settings entry : Yaml.settings(resource("credit-raw/model.yaml")).sections("transformers")) {
            String word = entry.keys().iterator().next();
            steps.add(new Step(word, entry.section(word)));
        }
        return steps;
    }

    /** What {@code fitted.yaml} says. */
    static List<Step> committed() {
        return Yaml.settings(resource("credit-raw/1/fitted.yaml")).sections("steps").stream()
                .map(step -> new Step(step.text("step"), step.section("settings")))
                .toList();
    }

    /** The declared steps with what they learn from these rows, each from what those before it make of them. */
    static List<Step> fitted(Tensors rows) {
        List<Step> fitted = new ArrayList<>();
        Tensors columns = rows;
        for (Step step : declared()) {
            Optional<Fitting> fitting = Table.factory(step.word).fitting(Table.MODEL, step.settings);
            Settings settings = step.settings;
            if (fitting.isPresent()) {
                fitting.get().see(columns);
                settings = fitting.get().fitted();
            }
            fitted.add(new Step(step.word, settings));
            columns = columns.with(
                    Table.factory(step.word).create(Table.MODEL, settings).apply(columns));
        }
        return fitted;
    }

    static Tensor features(List<Transformer> steps, Tensors rows) {
        Tensors columns = rows;
        for (Transformer step : steps) {
            columns = columns.with(step.apply(columns));
        }
        return columns.get(FEATURES);
    }

    static Tensors training() {
        return rows(lines("credit_train.csv"));
    }

    /** The rows of the training, and behind them those held out: 4,454. */
    static Tensors all() {
        List<String> lines = new ArrayList<>(lines("credit_train.csv"));
        List<String> heldOut = lines("credit_holdout.csv"); // has columns of predictions more
        lines.addAll(heldOut.subList(1, heldOut.size()));
        return rows(lines);
    }

    private static Tensors rows(List<String> lines) {
        List<String> header = List.of(lines.get(0).split(",", -1));
        List<String[]> cells = lines.subList(1, lines.size()).stream()
                .map(line -> line.split(",", -1))
                .toList();
        Tensors rows = Tensors.empty();
        for (String name : NUMBERS) {
            int column = header.indexOf(name);
            rows = rows.with(Table.numbers(
                    name,
                    cells.stream()
                            .mapToDouble(cell -> cell[column].isEmpty() ? Double.NaN : Double.parseDouble(cell[column]))
                            .toArray()));
        }
        for (String name : TEXTS) {
            int column = header.indexOf(name);
            rows = rows.with(
                    Table.texts(name, cells.stream().map(cell -> cell[column]).toArray(String[]::new)));
        }
        return rows;
    }

    static String sha256(Tensor tensor) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(tensor.data());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String resource(String name) {
        try (InputStream in = CreditChain.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> lines(String name) {
        return resource(name).lines().toList();
    }

    /**
     * Writes {@code features.csv} for the training script: of every row the features by the chain fitted now, exact to the
     * last bit.
     */
    public static void main(String[] arguments) throws IOException {
        List<Transformer> steps = fitted(training()).stream().map(Step::make).toList();
        Tensor features = features(steps, all());
        float[] values = TestTensors.floats(features);
        int width = (int) features.shape().dim(1);
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            csv.append((double) values[i]).append(i % width == width - 1 ? '\n' : ',');
        }
        Files.writeString(Path.of(arguments[0]), csv);
        System.out.println(features + " sha256 " + sha256(features));
    }
}

package io.roundhouse.onnxruntime;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import io.roundhouse.testkit.TestRequests;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A program for a machine with a card: the same models on the processor and on a device, their answers held against
 * each other, and times. Ends with 1 where an answer differs or the device is not used. What it needs on the class path
 * and in the environment is in the README of this room.
 */
final class CardCheck {
    private static final Duration WARM_UP = Duration.ofMillis(500);
    private static final Duration MEASURE = Duration.ofSeconds(2);
    private static final int RUNS_MAX = 20_000;
    private static final double COSINE_MIN = 0.999_9; // of answers whose last digits may differ

    private final OnnxEngine engine;
    private final String device;
    private final PrintStream out;
    private final Random random = new Random(11);
    private boolean good = true;

    private CardCheck(OnnxEngine engine, String device, PrintStream out) {
        this.engine = engine;
        this.device = device;
        this.out = out;
    }

    /** What a model takes besides the rows. */
    private record Subject(String name, OnnxFile file, List<Integer> row) {}

    /**
     * Runs.
     *
     * @param arguments the device, {@code cuda} where nothing is said, and a folder where the models are left
     */
    public static void main(String[] arguments) throws IOException {
        String device = arguments.length == 0 ? "cuda" : arguments[0];
        Path home = arguments.length < 2 ? Files.createTempDirectory("card-check") : Path.of(arguments[1]);
        Revision revision = Revision.open("under check", home.resolve("natives"), "1");
        CardCheck check = new CardCheck(revision.engine(), device, System.out);
        for (Subject subject : List.of(
                new Subject("small mlp", OnnxFile.mlp(), List.of(64)),
                new Subject("dense 2048, 6 layers", OnnxFile.dense(2048, 6), List.of(2048)),
                new Subject("convolutions 64, 6 layers", OnnxFile.convolutions(64, 6), List.of(64, 56, 56)))) {
            check.compare(subject, subject.file().in(home.resolve(subject.name().replaceAll("\\W", "-"))));
        }
        check.processes("with models closed");
        revision.close(Duration.ofSeconds(20));
        check.processes("with the environment closed");
        check.mappings();
        System.exit(check.good ? 0 : 1);
    }

    private void compare(Subject subject, ModelArtifact artifact) throws IOException {
        try (LoadedModel processor = engine.load(artifact, Settings.of(Map.of("threads", "8")));
                LoadedModel card = engine.load(artifact, Settings.of(Map.of("require", device)))) {
            out.printf("%s: %s%n", subject.name(), card.notes());
            expect(card.notes().equals(device.equals("cpu") ? List.of() : List.of("runs on " + device + ", then cpu")));
            for (int rows : new int[] {1, 32}) {
                Tensors input = input(subject, rows);
                agree("against the processor, " + rows + " rows", infer(processor, input), infer(card, input));
                time("processor", processor, input, rows);
                time(device, card, input, rows);
            }
            Tensors batch = input(subject, 32);
            agree("first row alone and in a batch", infer(card, first(subject, batch)), infer(card, batch));
            processes("with the model");
        }
    }

    private Tensors input(Subject subject, int rows) {
        float[] values = new float[Math.toIntExact(rows * elements(subject))];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return tensors(subject, rows, values);
    }

    private static Tensors first(Subject subject, Tensors batch) {
        float[] row = new float[Math.toIntExact(elements(subject))];
        batch.get("x").data().asFloatBuffer().get(row);
        return tensors(subject, 1, row);
    }

    private static long elements(Subject subject) {
        return subject.row().stream().mapToLong(dim -> dim).reduce(1, (a, b) -> a * b);
    }

    private static Tensors tensors(Subject subject, int rows, float... values) {
        long[] dims = LongStream.concat(
                        LongStream.of(rows), subject.row().stream().mapToLong(dim -> dim))
                .toArray();
        return Tensors.of("x", Tensor.ofFloats(Shape.of(dims), values));
    }

    private static float[] infer(LoadedModel model, Tensors input) {
        FloatBuffer floats =
                model.infer(input, TestRequests.later()).get("y").data().asFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }

    /** As many values as the shorter has. */
    private void agree(String what, float[] expected, float[] found) {
        double both = 0;
        double one = 0;
        double other = 0;
        double difference = 0;
        for (int i = 0; i < Math.min(expected.length, found.length); i++) {
            both += (double) expected[i] * found[i];
            one += (double) expected[i] * expected[i];
            other += (double) found[i] * found[i];
            difference = Math.max(difference, Math.abs((double) expected[i] - found[i]));
        }
        double cosine = both / Math.sqrt(one * other);
        double norm = Math.sqrt(one / Math.min(expected.length, found.length));
        out.printf("  %-32s cosine %.9f, largest difference %.2e of %.2e%n", what, cosine, difference, norm);
        expect(cosine >= COSINE_MIN);
    }

    private void time(String what, LoadedModel model, Tensors input, int rows) {
        run(model, input, WARM_UP);
        long[] nanos = run(model, input, MEASURE);
        Arrays.sort(nanos);
        double median = nanos[nanos.length / 2] / 1e6;
        double p99 = nanos[(int) (nanos.length * 0.99)] / 1e6;
        double each = Arrays.stream(nanos).sum() / 1e9 / nanos.length;
        out.printf("  %-9s %2d rows  p50 %9.3f ms  p99 %9.3f ms  %9.0f rows/s%n", what, rows, median, p99, rows / each);
    }

    private static long[] run(LoadedModel model, Tensors input, Duration limit) {
        long[] nanos = new long[RUNS_MAX];
        long start = System.nanoTime();
        int runs = 0;
        do {
            long before = System.nanoTime();
            infer(model, input);
            nanos[runs++] = System.nanoTime() - before;
        } while (runs < RUNS_MAX && System.nanoTime() - start < limit.toNanos());
        return Arrays.copyOf(nanos, runs);
    }

    /** What the driver says of memory, where it has its tool. */
    private void processes(String when) throws IOException {
        try {
            Process tool = new ProcessBuilder(
                            "nvidia-smi", "--query-gpu=name,driver_version,memory.used", "--format=csv,noheader")
                    .redirectErrorStream(true)
                    .start();
            out.printf(
                    "  memory %s: %s%n",
                    when, new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim());
        } catch (IOException e) {
            out.printf("  memory %s: not known, %s%n", when, e.getMessage());
        }
    }

    private void mappings() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            List<String> files = lines.filter(line -> line.contains("libonnxruntime") || line.contains("libcu"))
                    .map(line -> line.substring(line.lastIndexOf('/') + 1))
                    .distinct()
                    .toList();
            out.println("still mapped: " + files);
        }
    }

    private void expect(boolean fulfilled) {
        if (!fulfilled) {
            out.println("  NOT AS IT MUST BE");
            good = false;
        }
    }
}

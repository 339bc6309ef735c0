package io.roundhouse.offline;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.ModelLoans;
import io.roundhouse.server.control.ModelLoans.Loaded;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.Offline.Watch;
import io.roundhouse.server.control.Variants.Compared;
import io.roundhouse.server.control.Variants.Measured;
import io.roundhouse.server.control.Variants.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Compares variants: loads them, makes or reads rows, has them raced, and closes them. */
final class VariantDesk {
    private static final int ROWS_MAX = 4096;

    private final ModelRepository repository;
    private final StepFactories factories;
    private final ModelLoans models;
    private final LongSupplier nanoClock;

    VariantDesk(ModelRepository repository, StepFactories factories, ModelLoans models, LongSupplier nanoClock) {
        this.repository = repository;
        this.factories = factories;
        this.models = models;
        this.nanoClock = nanoClock;
    }

    Compared compare(Path folder, Optional<String> version, Order order, Watch watch) throws IOException {
        List<Variant> variants = Variant.parse(order.variants());
        Tolerance tolerance = Tolerance.parse(order.tolerance());
        if (order.rows() < 1 || order.rows() > ROWS_MAX) {
            throw new InferenceException(
                    ErrorCode.INVALID_REQUEST, "--rows must be 1 to " + ROWS_MAX + ", was " + order.rows());
        }
        ModelDefinition definition = repository.read(folder);
        List<Work> works = variants.stream()
                .map(one -> Work.of(definition, one.version().or(() -> version)))
                .toList();
        List<Plugin> engines = Stream.iterate(0, i -> i < works.size(), i -> i + 1)
                .map(i -> variants.get(i).plugin(works.get(i).engine()))
                .toList();
        for (int i = 0; i < works.size(); i++) {
            checkFile(works.get(i), engines.get(i));
        }
        Entries entries = new Entries(variants, works, engines);
        List<Measured> measured;
        String origin;
        Deque<Loaded> open = new ArrayDeque<>();
        List<Stage> after = works.get(0).readyAfter(factories);
        try {
            Rows rows = load(entries, after, order, open, watch);
            origin = rows.origin;
            measured = rows.rivals.race(watch);
        } finally {
            after.forEach(Stage::close);
            closeAll(open);
        }
        Choice choice = Choice.of(measured, tolerance);
        int best = measured.indexOf(choice.best());
        List<String> diff = order.write() && best > 0
                ? new VariantWriter(repository).write(folder, definition, variants.get(best), works.get(best))
                : List.of();
        return new Compared(
                definition.name(),
                works.get(0).artifact().id().version(),
                origin,
                measured,
                choice.best().name(),
                choice.reason(),
                diff);
    }

    private record Entries(List<Variant> variants, List<Work> works, List<Plugin> engines) {}

    /** What they are asked, and all of them. */
    private record Rows(Rivals rivals, String origin) {}

    private Rows load(Entries entries, List<Stage> after, Order order, Deque<Loaded> open, Watch watch)
            throws IOException {
        Rows rows = null;
        int count = entries.works.size();
        for (int i = 0; i < count; i++) {
            String name = entries.variants.get(i).name();
            watch.at("loading " + name, i, (double) i / count);
            long start = nanoClock.getAsLong();
            Loaded loaded = models.load(entries.works.get(i).artifact(), entries.engines.get(i));
            long nanos = nanoClock.getAsLong() - start;
            open.push(loaded);
            if (rows == null) {
                rows = rows(entries.works.get(i), loaded.spec(), after, order);
            }
            rows.rivals.add(name, loaded, nanos);
        }
        return Objects.requireNonNull(rows, "there are variants");
    }

    /** Those that cannot be closed keep no other open. */
    private static void closeAll(Deque<Loaded> open) {
        while (!open.isEmpty()) {
            Loaded last = open.pop();
            try {
                last.close();
            } finally {
                closeAll(open);
            }
        }
    }

    /** A file that is typed and not there is answered with those that are. */
    private static void checkFile(Work work, Plugin engine) throws IOException {
        Optional<String> file = engine.settings().findText("file");
        Path directory = work.artifact().directory();
        if (file.isEmpty() || Files.isRegularFile(directory.resolve(file.get()))) {
            return;
        }
        try (Stream<Path> there = Files.list(directory)) {
            List<String> names = there.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
            throw new InferenceException(
                    ErrorCode.INVALID_REQUEST,
                    "version " + work.artifact().id().version() + " has no file '" + file.get() + "'"
                            + Nearest.suggestion(file.get(), names));
        }
    }

    private Rows rows(Work work, ModelSpec spec, List<Stage> after, Order order) throws IOException {
        List<Stage> stages = work.ready(factories);
        try {
            Course course = Course.of(stages, spec.inputNames());
            boolean steps = !course.stages().isEmpty();
            var source = steps ? course.source() : spec.inputs();
            Tensors raw;
            String origin;
            if (order.data().isPresent()) {
                DataFile data = new DataFile(order.data().get());
                Intake intake = Intake.of(source, data, Format.columns(data.path()));
                try (RowsReader reader = Format.read(data.path(), intake.columns())) {
                    Tensors read = reader.next();
                    if (read.isEmpty() || read.rows() == 0) {
                        throw Mistakes.file(data.path(), "has no rows");
                    }
                    raw = intake.inputs(read.rows(0, Math.min(order.rows(), read.rows())));
                }
                origin = raw.rows() + " rows of " + data.path().getFileName();
            } else {
                int count = spec.batches() ? order.rows() : 1;
                raw = MadeUp.rows(source, count, order.seed());
                origin = count + " rows made up, seed " + order.seed();
            }
            Tensors columns = steps ? course.run(raw, 1) : raw;
            return new Rows(new Rivals(columns, spec, Ending.of(after, spec), nanoClock), origin);
        } finally {
            stages.forEach(Stage::close);
        }
    }
}

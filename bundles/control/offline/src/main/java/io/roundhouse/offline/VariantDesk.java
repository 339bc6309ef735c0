package io.roundhouse.offline;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.TensorSpec;
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
import java.util.ArrayList;
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
        List<Entry> entries = new ArrayList<>();
        for (Variant variant : variants) {
            entries.add(Entry.of(definition, variant, version));
        }
        Work work = entries.get(0).work;
        List<Measured> measured;
        String origin;
        Deque<Loaded> open = new ArrayDeque<>();
        List<Stage> after = work.readyAfter(factories);
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
                ? new VariantWriter(repository)
                        .write(folder, definition, entries.get(best).variant, entries.get(best).work)
                : List.of();
        return new Compared(
                definition.name(),
                work.artifact().id().version(),
                origin,
                measured,
                choice.best().name(),
                choice.reason(),
                diff);
    }

    /** A variant, with the version and the engine that it means. */
    private record Entry(Variant variant, Work work, Plugin engine) {
        static Entry of(ModelDefinition definition, Variant variant, Optional<String> version) throws IOException {
            Work work = Work.of(definition, variant.version().or(() -> version));
            Plugin engine = variant.plugin(work.engine());
            checkFile(work, engine);
            return new Entry(variant, work, engine);
        }
    }

    /** What they are asked, and all of them. */
    private record Rows(Rivals rivals, String origin) {}

    private Rows load(List<Entry> entries, List<Stage> after, Order order, Deque<Loaded> open, Watch watch)
            throws IOException {
        Rows rows = null;
        for (Entry entry : entries) {
            String name = entry.variant.name();
            watch.at("loading " + name, open.size(), (double) open.size() / entries.size());
            long start = nanoClock.getAsLong();
            Loaded loaded = models.load(entry.work.artifact(), entry.engine);
            long nanos = nanoClock.getAsLong() - start;
            open.push(loaded);
            if (rows == null) {
                rows = rows(entry.work, loaded.spec(), after, order);
            }
            rows.rivals.add(name, loaded, nanos);
        }
        return Objects.requireNonNull(rows, "there are variants");
    }

    /** Those that cannot be closed keep no other open. */
    private static void closeAll(Deque<Loaded> open) {
        if (!open.isEmpty()) {
            try {
                open.pop().close();
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
            List<TensorSpec> source = steps ? course.source() : spec.inputs();
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

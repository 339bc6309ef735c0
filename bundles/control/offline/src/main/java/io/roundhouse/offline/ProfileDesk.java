package io.roundhouse.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.Offline.Watch;
import io.roundhouse.server.control.Profiler;
import io.roundhouse.server.control.Profiler.Profiled;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.MonitorFactory.Profiling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes profiles: finds whom to ask, what to read, and writes what came of it. */
final class ProfileDesk {
    private static final String YAML = "model.yaml";

    private final ModelRepository repository;
    private final StepFactories factories;
    private final Supplier<@Nullable MonitorFactory> monitor;
    private final Supplier<@Nullable ModelCatalog> catalog;
    private final LongSupplier nanoClock;

    /**
     * @param monitor whose profile it is, while it is there
     * @param catalog of the models that are served, while it is there
     */
    ProfileDesk(
            ModelRepository repository,
            StepFactories factories,
            Supplier<@Nullable MonitorFactory> monitor,
            Supplier<@Nullable ModelCatalog> catalog,
            LongSupplier nanoClock) {
        this.repository = repository;
        this.factories = factories;
        this.monitor = monitor;
        this.catalog = catalog;
        this.nanoClock = nanoClock;
    }

    Profiled profile(Path folder, Optional<String> version, Path path, boolean inputsOnly, Watch watch)
            throws IOException {
        Work work = Work.of(repository.read(folder), version);
        DataFile data = new DataFile(path);
        List<String> there = Format.columns(path);
        Whom whom = whom(work, folder, inputsOnly);
        ModelSpec spec = whom.model.isPresent() ? whom.model.get().spec() : inputs(work, whom.why);
        if (!spec.batches()) {
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED,
                    "model '" + work.artifact().id() + "' takes no rows, so no file of rows is like its requests");
        }
        Profiling profiling = profiling(spec);
        ProfileRun run = new ProfileRun(data, Intake.of(spec.inputs(), data, there), whom.model, watch, nanoClock);
        run.run(profiling);
        String text = profiling.text(origin(work, whom, data, run));
        Path file = folder.resolve(work.artifact().id().version()).resolve(Profiler.FILE);
        write(file, text);
        return new Profiled(
                work.artifact().id().name(),
                work.artifact().id().version(),
                run.rows(),
                run.refused(),
                run.refusal(),
                spec.inputNames(),
                spec.outputNames(),
                whom.why,
                file);
    }

    /** Who answers; or why nobody does. */
    private record Whom(Optional<Asked> model, String why) {
        static Whom nobody(String why) {
            return new Whom(Optional.empty(), why);
        }
    }

    private Whom whom(Work work, Path folder, boolean inputsOnly) throws IOException {
        ModelId id = work.artifact().id();
        ModelCatalog models = catalog.get();
        if (inputsOnly) {
            return Whom.nobody("as was asked for");
        }
        if (models == null || !isServedFrom(folder, work)) {
            return Whom.nobody("as no model of that folder is served here");
        }
        try {
            return new Whom(Optional.of(ServedModel.of(models, id, nanoClock)), "");
        } catch (InferenceException e) {
            return Whom.nobody("as it is not served: " + e.sentence());
        }
    }

    /** The same files, or a copy of them, are what the server serves by that name. */
    private boolean isServedFrom(Path folder, Work work) throws IOException {
        ModelId id = work.artifact().id();
        Path served = repository.directory().resolve(id.name());
        if (!Files.isDirectory(served)) {
            return false;
        }
        if (Files.isSameFile(served, folder)) {
            return true;
        }
        boolean sameVersion = repository.read(served).versions().stream()
                .anyMatch(one -> one.id().equals(id)
                        && one.digest().equals(work.artifact().digest()));
        return sameVersion && isSame(served.resolve(YAML), folder.resolve(YAML));
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        if (Files.exists(one) && Files.exists(other)) {
            return Files.mismatch(one, other) < 0;
        }
        return Files.exists(one) == Files.exists(other);
    }

    /** What the steps read, where nobody is there to ask. */
    private ModelSpec inputs(Work work, String why) {
        if (work.chain().before().isEmpty()) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "model '" + work.artifact().id()
                            + "' has no steps before it that would say what it takes, and it is" + " not asked, "
                            + why);
        }
        List<Stage> stages = work.ready(factories);
        try {
            List<TensorSpec> source = Course.of(stages, Course.results(stages)).source();
            return new ModelSpec("", source, List.of(), true);
        } finally {
            stages.forEach(Stage::close);
        }
    }

    private Profiling profiling(ModelSpec spec) {
        MonitorFactory factory = monitor.get();
        return Optional.ofNullable(factory)
                .flatMap(one -> one.profiling(spec))
                .orElseThrow(() -> new InferenceException(
                        ErrorCode.PLUGIN_MISSING,
                        "a profile is made by the monitor 'drift', which is not there; it comes with"
                                + " feature:install roundhouse-drift"));
    }

    private static Map<String, String> origin(Work work, Whom whom, DataFile data, ProfileRun run) throws IOException {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("model", work.artifact().id().name());
        origin.put("version", work.artifact().id().version());
        origin.put("model_sha256", work.artifact().digest());
        origin.put("chain", work.chain().hash());
        whom.model.ifPresent(model -> origin.put("config", model.config()));
        if (!whom.why.isEmpty()) {
            origin.put("without_outputs", whom.why);
        }
        origin.put("data_sha256", data.hash());
        origin.put("rows", Long.toString(run.rows()));
        origin.put("refused", Long.toString(run.refused()));
        return origin;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        try (Target target = Target.unseen(file)) {
            target.stream().write(text.getBytes(UTF_8));
            target.publish();
        }
    }
}

package io.roundhouse.offline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.ModelLoans;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.Offline;
import io.roundhouse.server.control.Profiler;
import io.roundhouse.server.control.SchemaCheck;
import io.roundhouse.server.control.Variants;
import java.io.File;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes orders, one at a time: each may use as many processors as the requests have. */
final class Desk implements Offline, SchemaCheck, Profiler, Variants {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int END_SECONDS_MAX = 10; // a batch takes milliseconds
    private static final String FITTED_FILE = "fitted.yaml";

    private final ModelRepository repository;
    private final StepFactories factories;
    private final ModelLoans models;
    private final ProfileDesk profiles;
    private final Semaphore place = new Semaphore(1);
    private @Nullable Thread runner;

    Desk(ModelRepository repository, StepFactories factories, ModelLoans models, ProfileDesk profiles) {
        this.repository = repository;
        this.factories = factories;
        this.models = models;
        this.profiles = profiles;
    }

    /** Something that reads and writes files. */
    private interface Job<T> {
        T run() throws IOException;
    }

    private <T> T alone(Job<T> job) {
        if (!place.tryAcquire()) {
            throw new InferenceException(
                    ErrorCode.OVERLOADED, "another fit, transform, profile or comparison is running; one at a time");
        }
        synchronized (this) {
            runner = Thread.currentThread();
        }
        try {
            return job.run();
        } catch (ClosedByInterruptException e) {
            throw DataFile.cancelled();
        } catch (IOException e) {
            throw new InferenceException(ErrorCode.INTERNAL, "reading or writing failed: " + e, e);
        } finally {
            synchronized (this) {
                runner = null;
            }
            place.release();
        }
    }

    /** Ends what runs, so that it takes away what it has begun to write; nothing begins after. */
    void close() {
        synchronized (this) {
            if (runner != null) {
                runner.interrupt();
            }
        }
        try {
            if (!place.tryAcquire(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                LOG.warn("offline run has not ended seconds={}", END_SECONDS_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Learnt fit(Subject subject, Path data, Watch watch) {
        return learn(subject, data, watch, Lesson::all);
    }

    @Override
    public Learnt fitAfter(Subject subject, Path data, Watch watch) {
        return learn(subject, data, watch, Lesson::after);
    }

    private interface Opening {
        Lesson open(Work work, StepFactories factories, ModelLoans models) throws IOException;
    }

    private Learnt learn(Subject subject, Path data, Watch watch, Opening opening) {
        return alone(() -> {
            Path folder = folder(subject);
            Work work = work(folder, subject).any();
            Fitter fitter = new Fitter(new DataFile(data), watch);
            try (Lesson lesson = opening.open(work, factories, models)) {
                fitter.fit(lesson.stages());
                ModelId id = work.artifact().id();
                Path version = folder.resolve(id.version());
                repository.write(version, lesson.fitted(fitter));
                return new Learnt(
                        id.name(),
                        id.version(),
                        lesson.learners(),
                        lesson.waiting(),
                        fitter.passes(),
                        fitter.rows(),
                        version.resolve(FITTED_FILE));
            }
        });
    }

    private Work work(Path folder, Subject subject) {
        return Work.of(repository.read(folder), subject.version());
    }

    @Override
    public Written transform(Subject subject, Transform wanted, Watch watch) {
        return alone(() -> Writing.transform(work(folder(subject), subject).before(), factories, wanted, watch));
    }

    @Override
    public Written answer(Subject subject, Transform wanted, Watch watch) {
        return alone(() -> Writing.answer(work(folder(subject), subject), factories, models, wanted, watch));
    }

    @Override
    public Checked check(Subject subject, Path path, Watch watch) {
        return alone(() -> {
            Work work = work(folder(subject), subject).before();
            Checker checker = new Checker(new DataFile(path));
            List<Stage> stages = checker.stages(work, factories);
            try {
                Findings findings = checker.check(stages, watch);
                return new Checked(
                        work.artifact().id().name(),
                        work.artifact().id().version(),
                        checker.rows(),
                        findings.wrongRows(),
                        findings.all());
            } finally {
                stages.forEach(Stage::close);
            }
        });
    }

    @Override
    public Inferred infer(Subject subject, Path path, Watch watch) {
        return alone(() -> {
            Work work = work(folder(subject), subject).before();
            Checker.requireSchema(work);
            List<Stage> stages = work.learning(factories);
            try {
                DataFile data = new DataFile(path);
                Fitter fitter = new Fitter(data, watch);
                fitter.fit(stages);
                List<Bound> bounds = stages.stream()
                        .filter(stage -> stage.kind.name().equals(Checker.STEP))
                        .flatMap(stage -> Bounds.of(stage.settings()).stream())
                        .toList();
                return new Inferred(
                        work.artifact().id().name(), work.artifact().id().version(), fitter.rows(), bounds);
            } finally {
                stages.forEach(Stage::close);
            }
        });
    }

    @Override
    public Profiled profile(Subject subject, Path data, boolean inputsOnly, Watch watch) {
        return alone(() -> profiles.profile(folder(subject), subject.version(), data, inputsOnly, watch));
    }

    @Override
    public Compared compare(Subject subject, Variants.Order order, Watch watch) {
        return alone(() -> new VariantDesk(repository, factories, models, System::nanoTime)
                .compare(folder(subject), subject.version(), order, watch));
    }

    private Path folder(Subject subject) {
        Path folder = subject.model().contains(File.separator)
                ? Path.of(subject.model()).normalize()
                : repository.directory().resolve(subject.model());
        if (!Files.isDirectory(folder)) {
            throw new InferenceException(ErrorCode.MODEL_NOT_FOUND, "there is no model folder '" + folder + "'");
        }
        return folder;
    }
}

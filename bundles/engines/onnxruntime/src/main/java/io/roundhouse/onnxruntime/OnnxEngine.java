package io.roundhouse.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Loads models into the environment of this bundle revision, and gives everything back when it stops. */
final class OnnxEngine implements Engine {
    private final String name;
    private final OrtEnvironment environment;
    private final Set<String> providers;
    private final int processors;
    private final LongSupplier nanoClock;
    private final Watchdog watchdog = new Watchdog("roundhouse-onnxruntime-watchdog");

    private final Object lock = new Object();
    private final Set<OnnxModel> models = new LinkedHashSet<>(); // under lock
    private int loading; // under lock
    private boolean stopped; // under lock

    /** @param providers the execution providers of this build */
    OnnxEngine(
            String version, OrtEnvironment environment, Set<String> providers, int processors, LongSupplier nanoClock) {
        this.name = "onnxruntime " + version;
        this.environment = environment;
        this.providers = providers;
        this.processors = processors;
        this.nanoClock = nanoClock;
    }

    /** What models can be run on. */
    Set<String> devices() {
        return providers;
    }

    void start() {
        watchdog.start();
    }

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        EngineOptions options = EngineOptions.of(settings, processors);
        synchronized (lock) {
            if (stopped) {
                throw new InferenceException(ErrorCode.PLUGIN_MISSING, name + " has stopped and loads no model");
            }
            loading++;
        }
        @Nullable OnnxModel model = null;
        try {
            model = open(artifact, options);
            return model;
        } finally {
            synchronized (lock) {
                loading--;
                if (model != null) {
                    models.add(model);
                }
                lock.notifyAll();
            }
        }
    }

    private OnnxModel open(ModelArtifact artifact, EngineOptions options) {
        String model = artifact.id().toString();
        Path file = artifact.directory().resolve(options.file());
        if (!Files.isRegularFile(file)) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    model + " has no file " + options.file() + "; put the model there, or name it under engine: file");
        }
        @Nullable OrtSession session = null;
        List<RunSlot> slots = new ArrayList<>();
        SessionOpener opener = new SessionOpener(options, name, providers);
        try {
            session = opener.open(sessionOptions -> environment.createSession(file.toString(), sessionOptions));
            while (slots.size() < options.instances()) {
                slots.add(new RunSlot());
            }
            Signature signature = Signature.of(model, session, options.outputBytesMax());
            OnnxModel loaded = new OnnxModel(
                    model, environment, session, signature, opener.notes(), slots, watchdog, nanoClock, this::forget);
            watchdog.add(slots);
            return loaded;
        } catch (OrtException | RuntimeException e) {
            discard(session, slots);
            throw e instanceof InferenceException refused
                    ? refused
                    : OrtErrors.load(model, artifact.directory().toString(), e);
        }
    }

    private static void discard(@Nullable OrtSession session, List<RunSlot> slots) {
        slots.forEach(RunSlot::discard);
        if (session != null) {
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("a session that was refused could not be freed", e);
            }
        }
    }

    private void forget(OnnxModel model) {
        synchronized (lock) {
            models.remove(model);
            lock.notifyAll();
        }
    }

    /**
     * Loads no more, waits for the owners to close their models, then closes those that are left.
     *
     * @param limit how long to wait for owners, and then for runs that are inside
     * @return whether nothing is left, so that the environment may be closed
     */
    boolean stop(Duration limit) {
        List<OnnxModel> left;
        synchronized (lock) {
            stopped = true;
            awaitEmpty(nanoClock.getAsLong() + limit.toNanos());
            left = List.copyOf(models);
        }
        boolean empty = true;
        for (OnnxModel model : left) {
            empty &= model.closeWithin(limit);
        }
        watchdog.close();
        synchronized (lock) {
            return empty && loading == 0 && models.isEmpty();
        }
    }

    private void awaitEmpty(long endNanos) {
        boolean interrupted = false;
        long leftMillis;
        while ((loading > 0 || !models.isEmpty())
                && (leftMillis = (endNanos - nanoClock.getAsLong()) / 1_000_000) > 0
                && !interrupted) {
            try {
                lock.wait(leftMillis);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.server.control.EngineHosts;
import io.roundhouse.server.flow.Batcher;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A model version loaded on an engine, with its batcher. Arms that ask for the same share it. */
final class Session {
    private final Key key;
    private final LoadedModel model;
    private final Batcher batcher;
    private final ModelSpec spec;
    private final Times times;
    private final List<String> notes;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong sinceMillis = new AtomicLong();

    /** @param notes what an operator should know of how it was loaded */
    Session(Key key, LoadedModel model, ModelSpec spec, Batcher batcher, Times times, List<String> notes) {
        this.key = key;
        this.model = model;
        this.spec = spec;
        this.batcher = batcher;
        this.times = times;
        this.notes = notes;
    }

    /**
     * Two arms with equal keys run on one session.
     *
     * @param host runs the engine in a process of its own
     */
    record Key(
            ModelArtifact artifact,
            Provider<Engine> engine,
            Settings settings,
            Settings batching,
            Optional<Provider<EngineHosts>> host) {
        /** A model that is loaded in the server's process. */
        Key(ModelArtifact artifact, Provider<Engine> engine, Settings settings, Settings batching) {
            this(artifact, engine, settings, batching, Optional.empty());
        }

        void retain() {
            engine.retain();
            try {
                host.ifPresent(Provider::retain);
            } catch (InferenceException e) {
                engine.release();
                throw e;
            }
        }

        void release() {
            host.ifPresent(Provider::release);
            engine.release();
        }

        /** On a supervised thread. */
        LoadedModel load() {
            return host.map(apart -> apart.service()
                            .apart(engine.name(), engine.version().text(), engine.bundleId()))
                    .orElseGet(engine::service)
                    .load(artifact, settings);
        }

        boolean isLeaving() {
            return engine.isLeaving() || host.map(Provider::isLeaving).orElse(false);
        }
    }

    /**
     * How long it took, and what it took.
     *
     * @param warmed false when the model would not answer made-up input
     * @param grownBytes how much more of the process was in RAM afterwards, where it can be told
     */
    record Times(long loadNanos, long warmNanos, boolean warmed, OptionalLong grownBytes) {}

    Key key() {
        return key;
    }

    ModelSpec spec() {
        return spec;
    }

    Batcher batcher() {
        return batcher;
    }

    Times times() {
        return times;
    }

    List<String> notes() {
        return notes;
    }

    /** When it first answered for an arm: {@code nowMillis} for the first who asks, the same for all after. */
    long sinceMillis(long nowMillis) {
        sinceMillis.compareAndSet(0, nowMillis);
        return sinceMillis.get();
    }

    /** Once; on a supervised thread. The engine counts as used until its model is closed. */
    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            batcher.close();
        } finally {
            try {
                model.close();
            } finally {
                key.release();
            }
        }
    }
}

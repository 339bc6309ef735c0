package io.roundhouse.lifecycle;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.flow.Batcher;
import io.roundhouse.server.flow.BatcherFactory;
import io.roundhouse.server.flow.StepCaches;
import io.roundhouse.spi.engine.LoadedModel;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.transformer.Transformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes what an arm needs, on supervised threads, and undoes it when a part fails. */
final class Loader {
    /** A batch that is running is waited for, and frees its memory in the end. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    private final Supervisor supervisor;
    private final BatcherFactory batchers;
    private final StepCaches caches;
    private final Supplier<LifecycleSettings> settings;
    private final Resident resident;
    private final LongSupplier nanoClock;

    Loader(
            Supervisor supervisor,
            BatcherFactory batchers,
            StepCaches caches,
            Supplier<LifecycleSettings> settings,
            Resident resident,
            LongSupplier nanoClock) {
        this.resident = resident;
        this.supervisor = supervisor;
        this.batchers = batchers;
        this.caches = caches;
        this.settings = settings;
        this.nanoClock = nanoClock;
    }

    /**
     * Loads and warms a session.
     *
     * @param strict a model that would not be warmed is a failure, because its predecessor was warmed
     * @throws InferenceException nothing is left open
     */
    Shared<Session> session(Session.Key key, boolean strict) {
        key.retain();
        String what = "loading " + key.artifact().id() + " on " + key.engine();
        Session session = supervisor.call(what, settings.get().loadTimeout(), () -> open(key, strict), Session::close);
        return new Shared<>(session, () -> close(session));
    }

    void close(Session session) {
        supervisor.close(
                "closing " + session.key().artifact().id() + " on "
                        + session.key().engine(),
                CLOSE_LIMIT,
                session::close);
    }

    private Session open(Session.Key key, boolean strict) {
        boolean done = false;
        try (Resident.Growth growth = resident.grow()) {
            long start = nanoClock.getAsLong();
            LoadedModel model = key.load();
            long loaded = nanoClock.getAsLong() - start;
            try {
                Session session = warm(key, model, loaded, growth, strict);
                done = true;
                return session;
            } finally {
                if (!done) {
                    model.close();
                }
            }
        } finally {
            if (!done) {
                key.release();
            }
        }
    }

    private Session warm(Session.Key key, LoadedModel model, long loadNanos, Resident.Growth growth, boolean strict) {
        ModelSpec spec = model.spec();
        Invariance.Wanted wanted = Invariance.Wanted.of(key.batching());
        Batcher batcher =
                batchers.create(key.artifact().id(), model, key.batching().without(Invariance.KEY));
        boolean done = false;
        try {
            long start = nanoClock.getAsLong();
            Deadline deadline = Deadline.after(settings.get().loadTimeout(), start);
            boolean warmed = Warmup.run(spec, batcher, settings.get().warmRequests(), deadline);
            if (strict && !warmed) {
                throw new InferenceException(
                        ErrorCode.LOAD_FAILED,
                        key.artifact().id() + " does not answer on " + key.engine()
                                + " what it answered on the engine before");
            }
            if (strict) {
                long now = nanoClock.getAsLong();
                Warmup.thoroughly(spec, batcher, Deadline.after(settings.get().warmReplacement(), now), nanoClock);
            }
            List<String> notes = notes(key, model, batcher, wanted);
            done = true;
            long warmNanos = nanoClock.getAsLong() - start;
            Session.Times times = new Session.Times(loadNanos, warmNanos, warmed, growth.bytes());
            return new Session(key, model, spec, batcher, times, notes);
        } finally {
            if (!done) {
                batcher.close();
            }
        }
    }

    /** What the engine has to say of the model, and whether its rows keep apart. */
    private List<String> notes(Session.Key key, LoadedModel model, Batcher batcher, Invariance.Wanted wanted) {
        List<String> notes = new ArrayList<>(model.notes());
        if (model.spec().batches() && wanted != Invariance.Wanted.OFF) {
            Invariance found = Invariance.of(model.spec(), batcher, nanoClock);
            found.require(key.artifact().id().toString(), wanted);
            notes.add(found.sentence());
        }
        return List.copyOf(notes);
    }

    /** Makes the steps, all or none. */
    Shared<Steps> steps(Steps.Key key) {
        if (key.all().findAny().isEmpty()) {
            return new Shared<>(new Steps(key, List.of(), List.of()), () -> {});
        }
        List<Steps.One> retained = new ArrayList<>();
        try {
            for (Steps.One one : key.all().toList()) {
                one.factory().retain();
                retained.add(one);
            }
        } catch (InferenceException e) {
            retained.forEach(one -> one.factory().release());
            throw e;
        }
        String what =
                "making the steps " + key.texts() + " of " + key.artifact().id();
        Steps steps = supervisor.call(what, settings.get().loadTimeout(), () -> open(key), Steps::close);
        return new Shared<>(
                steps,
                () -> supervisor.close("closing the steps of " + key.artifact().id(), CLOSE_LIMIT, steps::close));
    }

    private Steps open(Steps.Key key) {
        List<Transformer> made = new ArrayList<>();
        boolean done = false;
        try {
            for (Steps.One one : key.all().toList()) {
                made.add(open(key.artifact(), one));
            }
            done = true;
            int before = key.before().size();
            return new Steps(key, made.subList(0, before), made.subList(before, made.size()));
        } finally {
            if (!done) {
                made.forEach(Transformer::close);
                key.all().forEach(one -> one.factory().release());
            }
        }
    }

    private Transformer open(ModelArtifact artifact, Steps.One one) {
        Transformer step = one.open(artifact);
        return one.settings().flag(Chain.CACHE, true) ? caches.remembering(artifact.id(), one.name(), step) : step;
    }

    /**
     * Makes a router.
     *
     * @param before what the same factory made for this model; null when there is none
     * @param memory what one learnt in an earlier life, for where there is none before
     */
    Serving.Routing routing(Serving.Routing.Key key, @Nullable Router before, Map<String, String> memory) {
        key.factory().retain();
        try {
            return supervisor.call(
                    "making " + key.factory(),
                    settings.get().loadTimeout(),
                    () -> {
                        Router made = key.factory()
                                .service()
                                .create(key.arms(), key.settings(), key.specs(), Optional.ofNullable(before));
                        if (before == null && !memory.isEmpty()) {
                            made.recall(memory);
                        }
                        return new Serving.Routing(key, made, Set.copyOf(made.headers()));
                    },
                    late -> {});
        } finally {
            key.factory().release(); // a router is no resource: it is let go with its snapshot
        }
    }
}

package io.roundhouse.testkit;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a server and an engine and holds both to the contract: what either breaks is thrown as an {@link
 * AssertionError} where it happens, and kept, as a server must survive what an engine throws. The engine gets copies of
 * the batches and the server copies of the outputs, so that whoever changes what is not theirs is told apart. Any thread.
 */
public final class AssertingEngine implements Engine {
    private static final int VIOLATIONS_MAX = 100; // what is broken is broken at every call, and the first tell why
    private static final long LOADER_END_MILLIS = 10_000; // for threads that have nothing left to do

    private final Engine engine;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Map<ModelId, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final ThreadRoles threads = new ThreadRoles();
    private final AtomicInteger open = new AtomicInteger();

    /** Watches over this engine. */
    public AssertingEngine(Engine engine) {
        this.engine = engine;
    }

    @Override
    @SuppressWarnings("NullAway") // an engine under test may return null where it must not
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        require(threads.mayLoad(), "server: load() on a thread that infers");
        LoadedModel model = attempt("load()", () -> engine.load(artifact, settings));
        require(model != null, "engine: load() returned null");
        AssertingModel asserting =
                new AssertingModel(model, this, calls.computeIfAbsent(artifact.id(), id -> new AtomicInteger()));
        open.incrementAndGet();
        return asserting;
    }

    /** What was broken so far, in order; not all of a flood. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** The models that were loaded and not closed yet. */
    public int openModels() {
        return open.get();
    }

    /** How many calls of {@code infer} of this model were watched from beginning to end, all its loads together. */
    public int calls(ModelId model) {
        AtomicInteger count = calls.get(model);
        return count == null ? 0 : count.get();
    }

    /**
     * Fails unless nobody broke the contract, every model is closed and every loading thread has ended, which is waited
     * for; and when no call of {@code infer} was watched, as then nothing is known.
     */
    public void assertKept() {
        if (!violations.isEmpty() || open.get() != 0) {
            throw new AssertionError(open.get() + " models are open, violations are " + violations);
        }
        if (calls.values().stream().allMatch(count -> count.get() == 0)) {
            throw new AssertionError("no call of infer() was watched");
        }
        threads.assertLoadersEnd(LOADER_END_MILLIS);
    }

    ThreadRoles threads() {
        return threads;
    }

    void closed() {
        open.decrementAndGet();
    }

    void require(boolean kept, String violation) {
        if (!kept) {
            throw broken(violation, null);
        }
    }

    /** Makes a call of the engine, which may throw nothing but {@link InferenceException}. */
    <T> T attempt(String call, Supplier<T> work) {
        try {
            return work.get();
        } catch (InferenceException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw broken("engine: " + call + " threw " + e, e);
        }
    }

    private AssertionError broken(String violation, @Nullable Throwable cause) {
        if (violations.size() < VIOLATIONS_MAX) {
            violations.add(violation);
        }
        return new AssertionError(violation, cause);
    }
}

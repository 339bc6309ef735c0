package io.roundhouse.testkit;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a server and an engine and holds both to the contract: what either breaks is thrown as an {@link
 * AssertionError} where it happens, and kept, as a server must survive what an engine throws. Any thread.
 */
public final class AssertingEngine implements Engine {
    private final Engine engine;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Set<Thread> loaders = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();

    /** Watches over this engine. */
    public AssertingEngine(Engine engine) {
        this.engine = engine;
    }

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        loaders.add(Thread.currentThread());
        LoadedModel model = engine.load(artifact, settings);
        open.incrementAndGet();
        return new AssertingModel(model, this);
    }

    /** What was broken so far, in order. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** The models that were loaded and not closed yet. */
    public int openModels() {
        return open.get();
    }

    /** Fails unless nobody broke the contract and every model is closed. */
    public void assertKept() {
        if (!violations.isEmpty() || open.get() != 0) {
            throw new AssertionError(open.get() + " models are open, violations are " + violations);
        }
    }

    /** Whether this thread has loaded a model; such a thread must not infer. */
    boolean isLoader(Thread thread) {
        return loaders.contains(thread);
    }

    void closed() {
        open.decrementAndGet();
    }

    void require(boolean kept, String violation) {
        if (!kept) {
            violations.add(violation);
            throw new AssertionError(violation);
        }
    }
}

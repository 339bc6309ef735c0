package io.roundhouse.repository;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelLifecycle;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.flow.ModelCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What an operator may do, and waits for. */
final class Operations implements ModelRepository {
    /** Longer than the lifecycle's own limit for a load, so that its reason is what the operator reads. */
    private static final Duration WAIT_MAX = Duration.ofMinutes(10);

    private static final long PAUSE_NANOS = 10_000_000;

    private final ModelFolders folders;
    private final ModelLifecycle lifecycle;
    private final ModelCatalog catalog;
    private final LongSupplier nanoClock;

    Operations(ModelFolders folders, ModelLifecycle lifecycle, ModelCatalog catalog, LongSupplier nanoClock) {
        this.folders = folders;
        this.lifecycle = lifecycle;
        this.catalog = catalog;
        this.nanoClock = nanoClock;
    }

    @Override
    public Path directory() {
        return folders.directory();
    }

    @Override
    public List<String> names() {
        return folders.names();
    }

    @Override
    public void load(String name) {
        requireFolder(name);
        FolderState state = folders.state(name);
        synchronized (folders) {
            state.told = null;
            state.unloaded = false;
        }
        await(name, "still changing or not live", () -> {
            folders.lookAt(state);
            synchronized (folders) {
                return state.told != null;
            }
        });
        synchronized (folders) {
            if (!state.rejection.isEmpty()) {
                throw new InferenceException(ErrorCode.INVALID_CONFIGURATION, state.rejection);
            }
        }
        await(name, "not live", () -> Outcome.of(catalog, name) != Outcome.PENDING);
        if (Outcome.of(catalog, name) != Outcome.LIVE) {
            throw new InferenceException(ErrorCode.LOAD_FAILED, Outcome.reason(catalog, name));
        }
    }

    @Override
    public void unload(String name) {
        if (!folders.exists(name) && Outcome.of(catalog, name) == Outcome.GONE) {
            requireFolder(name);
        }
        FolderState state = folders.state(name);
        synchronized (folders) {
            state.unloaded = true;
            state.told = state.seen;
            state.rejection = "";
        }
        lifecycle.remove(name);
        await(name, "still being closed", () -> Outcome.of(catalog, name) == Outcome.GONE);
    }

    @Override
    public ModelDefinition read(Path folder) {
        return DefinitionReader.readInPlace(folder);
    }

    @Override
    public void write(Path versionFolder, Fitted fitted) {
        FittedFile.write(versionFolder, fitted);
    }

    private void requireFolder(String name) {
        if (!folders.exists(name)) {
            throw new InferenceException(
                    ErrorCode.MODEL_NOT_FOUND,
                    "no model folder '" + Sentences.printable(name) + "'" + Nearest.suggestion(name, folders.names()));
        }
    }

    private void await(String name, String what, BooleanSupplier done) {
        long end = nanoClock.getAsLong() + WAIT_MAX.toNanos();
        while (!done.getAsBoolean()) {
            if (nanoClock.getAsLong() - end >= 0 || Thread.currentThread().isInterrupted()) {
                throw new InferenceException(
                        ErrorCode.LOAD_FAILED,
                        "model '" + name + "' is " + what + " after " + WAIT_MAX.toMinutes()
                                + " minutes, or the wait was" + " interrupted");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}

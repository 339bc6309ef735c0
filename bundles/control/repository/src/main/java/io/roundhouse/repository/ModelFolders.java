package io.roundhouse.repository;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelLifecycle;
import io.roundhouse.server.flow.ModelCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the folder of models and tells the lifecycle what changed. A folder is read when nothing in it changed for
 * the settling time; after it was copied it is looked at again, and if it changed meanwhile the copy is not used. What is
 * served lies in the store, so the folder may go at any time.
 */
final class ModelFolders {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.repository");

    /** A folder that still changes so long after the first look does not keep the server from being ready. */
    private static final Duration FIRST_LOOK_MAX = Duration.ofSeconds(10);

    private final RepositorySettings settings;
    private final ModelLifecycle lifecycle;
    private final ModelCatalog catalog;
    private final LongSupplier nanoClock;
    private final LongSupplier wallMillis;
    private final DefinitionReader reader;
    private final FolderNames names;
    private final StoreSweep sweep;
    private final Map<String, FolderState> states = new TreeMap<>();
    private final long startNanos;
    private boolean firstLookDone;
    private boolean looked;
    private boolean missingWarned;

    ModelFolders(
            RepositorySettings settings,
            ModelLifecycle lifecycle,
            ModelCatalog catalog,
            LongSupplier nanoClock,
            LongSupplier wallMillis) {
        this.settings = settings;
        this.lifecycle = lifecycle;
        this.catalog = catalog;
        this.nanoClock = nanoClock;
        this.wallMillis = wallMillis;
        VersionStore store = new VersionStore(settings.store());
        this.sweep = new StoreSweep(store, catalog);
        this.reader = new DefinitionReader(settings.directory(), store);
        this.names = new FolderNames(settings.directory());
        this.startNanos = nanoClock.getAsLong();
    }

    Path directory() {
        return settings.directory();
    }

    /** The names there, told or not. */
    List<String> names() {
        try {
            return names.list();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** One look at everything. */
    synchronized void look() {
        try {
            List<String> found = names.list();
            missingWarned = false;
            if (!looked) {
                forgetVanishedBefore(found);
            }
            found.forEach(name -> lookAt(state(name)));
            List.copyOf(states.values()).stream()
                    .filter(state -> !found.contains(state.name))
                    .forEach(this::miss);
            looked = true;
        } catch (IOException e) {
            if (!missingWarned) {
                missingWarned = true;
                LOG.warn("models folder unreadable directory={} effect=\"what is served stays\"", directory());
            }
        }
        finishFirstLook();
        if (firstLookDone) {
            sweep.run(states.values());
        }
    }

    /** A repository that starts anew finds models served that it never told. */
    private void forgetVanishedBefore(List<String> found) {
        catalog.models().stream()
                .map(status -> status.id().name())
                .distinct()
                .filter(name -> !found.contains(name))
                .forEach(lifecycle::remove);
    }

    synchronized FolderState state(String name) {
        return states.computeIfAbsent(name, FolderState::new);
    }

    /** Looks at one folder, and tells the lifecycle when it has settled and there is something to tell. */
    synchronized void lookAt(FolderState state) {
        long now = nanoClock.getAsLong();
        Path folder = directory().resolve(state.name);
        try {
            state.see(FolderScan.scan(folder), now);
            if (!state.seen.equals(state.told) && isSettled(state, now)) {
                tell(state, folder);
            }
        } catch (IOException e) {
            state.everSeen = false; // something vanished while we looked: it is changing
        }
    }

    private boolean isSettled(FolderState state, long now) {
        if (now - state.seenSince >= settings.settle().toNanos()) {
            return true;
        }
        long newest = state.seen.stream().mapToLong(Entry::newestNanos).max().orElse(Long.MAX_VALUE);
        long quiet = TimeUnit.MILLISECONDS.toNanos(wallMillis.getAsLong()) - newest;
        return !looked && newest > 0 && quiet >= settings.settle().toNanos();
    }

    private void tell(FolderState state, Path folder) throws IOException {
        try {
            ModelDefinition wanted;
            try {
                names.refuseTwin(state.name, states.values());
                wanted = reader.read(state);
            } catch (NoSuchFileException e) {
                throw e;
            } catch (IOException e) {
                throw new BrokenFolderException(
                        FolderRules.WHOLE,
                        "models/" + state.name + " could not be copied: " + Sentences.of(e, directory()));
            }
            if (!FolderScan.scan(folder).equals(state.seen)) {
                return; // it changed while it was copied: the next look starts the wait again
            }
            state.rejection = "";
            lifecycle.apply(wanted);
        } catch (BrokenFolderException e) {
            reject(state, e.part(), e.sentence());
        } catch (InferenceException e) {
            reject(state, FolderRules.WHOLE, e.sentence());
        }
        state.unloaded = false;
        state.told = state.seen;
    }

    private void reject(FolderState state, String part, String sentence) {
        state.rejection = sentence;
        lifecycle.reject(new ModelId(state.name, part), sentence);
    }

    private void miss(FolderState state) {
        long now = nanoClock.getAsLong();
        if (state.missingSince == null) {
            state.missingSince = now; // a folder that is replaced is missing for a moment
        } else if (now - state.missingSince >= settings.settle().toNanos()) {
            states.remove(state.name);
            sweep.departs(state);
            lifecycle.remove(state.name);
            states.values().stream()
                    .filter(other -> other.name.equalsIgnoreCase(state.name))
                    .forEach(other -> other.told = null); // it was refused for this one's sake
        }
    }

    private void finishFirstLook() {
        boolean late = nanoClock.getAsLong() - startNanos >= FIRST_LOOK_MAX.toNanos();
        if (!firstLookDone && (late || states.values().stream().allMatch(state -> state.told != null))) {
            firstLookDone = true;
            lifecycle.firstLookDone();
        }
    }

    /** Whether there is such a model folder now. */
    boolean exists(String name) {
        return ModelId.isName(name) && Files.isDirectory(directory().resolve(name));
    }
}

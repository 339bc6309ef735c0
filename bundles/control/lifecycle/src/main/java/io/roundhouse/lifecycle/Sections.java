package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.ModelSection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms that own sections of {@code model.yaml}: asked before a definition is brought about, told when it is in
 * force. Whoever comes late is told of every model by the run that its coming asks for.
 */
final class Sections {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lifecycle");

    /** The word whose owner shapes definitions; without that room none with the section is brought about. */
    private static final String DECIDING = "rollout";

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Providers<ModelSection> rooms = new Providers<>("section");
    private final Map<Provider<ModelSection>, Map<String, ModelDefinition>> applied = new ConcurrentHashMap<>();
    private final Supervisor supervisor;
    private volatile boolean stopped;

    Sections(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    void arrived(Provider<ModelSection> room) {
        applied.put(room, new ConcurrentHashMap<>());
        rooms.add(room);
    }

    /** Returns when no call of ours is inside of it, or the time for that is past. */
    void left(Provider<ModelSection> room) {
        room.leave();
        rooms.remove(room);
        applied.remove(room);
        if (!room.awaitUnused(LIMIT)) {
            LOG.warn("section room busy room=\"{}\" effect=\"it goes while it is being called\"", room);
        }
        supervisor.close("giving back " + room, LIMIT, room::forget);
    }

    /** From now on nobody is told anything: models that end now are to come back. */
    void stop() {
        stopped = true;
    }

    /** The definition as the owners of its sections want it, or why it may not be brought about. */
    Shaped shape(ModelDefinition wanted) {
        for (Map.Entry<String, Settings> section : new TreeMap<>(wanted.sections()).entrySet()) {
            Provider<ModelSection> room = owner(section.getKey());
            InferenceException failure =
                    room == null ? null : call(room, "checking", service -> service.check(wanted, section.getValue()));
            if (failure != null && failure.code() == ErrorCode.INVALID_CONFIGURATION) {
                return Shaped.refused(wanted, failure.sentence(), false);
            }
        }
        return shapedByItsOwner(wanted);
    }

    private Shaped shapedByItsOwner(ModelDefinition wanted) {
        Provider<ModelSection> room = owner(DECIDING);
        Settings section = wanted.sections().get(DECIDING);
        if (room == null || stopped) {
            return section == null
                    ? new Shaped(wanted, Optional.empty())
                    : Shaped.refused(
                            wanted, "no room is there for '" + DECIDING + "', which decides what is served", true);
        }
        ModelDefinition[] shaped = {wanted};
        InferenceException failure = call(
                room,
                "shaping",
                service -> shaped[0] = service.shape(wanted, section == null ? Settings.empty() : section));
        return failure == null
                ? new Shaped(shaped[0], Optional.empty())
                : Shaped.refused(wanted, failure.sentence(), failure.code() == ErrorCode.PLUGIN_MISSING);
    }

    /**
     * A definition to be brought about.
     *
     * @param refusal why it may not be
     */
    record Shaped(ModelDefinition definition, Optional<Staged.Problem> refusal) {
        static Shaped refused(ModelDefinition definition, String reason, boolean waits) {
            return new Shaped(definition, Optional.of(new Staged.Problem(reason, waits)));
        }
    }

    /** The bundle of that section's room, if there is one. */
    Optional<String> bundle(String word) {
        Provider<ModelSection> room = owner(word);
        return room == null ? Optional.empty() : Optional.of("bundle " + room.bundleId() + ", " + room.bundle());
    }

    /** Which sections are not in force because their room is not there. */
    Optional<String> missing(ModelDefinition definition) {
        List<String> missing = definition.sections().keySet().stream()
                .filter(word -> owner(word) == null)
                .sorted()
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("no room is there for " + missing + "; until one is, what is written there does nothing");
    }

    /** Tells of a definition that is in force; and answers with what went wrong. */
    Optional<String> inForce(ModelDefinition definition) {
        List<String> failures = new ArrayList<>();
        applied.forEach((room, models) -> {
            Settings section =
                    room == owner(room.name()) ? definition.sections().get(room.name()) : null;
            if (section == null) {
                forget(room, models, definition.name());
            } else if (!definition.equals(models.get(definition.name()))) {
                InferenceException failure = call(room, "applying", service -> {
                    if (!room.name().equals(DECIDING)) { // it was asked in this run, before it shaped the definition
                        service.check(definition, section);
                    }
                    service.apply(definition, section);
                });
                if (failure == null) {
                    models.put(definition.name(), definition);
                } else {
                    failures.add("section '" + room.name() + "' is not in force: " + failure.sentence());
                }
            }
        });
        return failures.stream().sorted().findFirst();
    }

    /** The model is gone. */
    void removed(String model) {
        applied.forEach((room, models) -> forget(room, models, model));
    }

    private void forget(Provider<ModelSection> room, Map<String, ModelDefinition> models, String model) {
        if (models.remove(model) != null) {
            call(room, "removing", service -> service.remove(model));
        }
    }

    private @Nullable Provider<ModelSection> owner(String word) {
        return rooms.best(new Plugin(word, "", Settings.empty())).orElse(null);
    }

    /** Answers with what it threw, as text; an unexpected one was logged with its stack by the supervisor. */
    private @Nullable InferenceException call(Provider<ModelSection> room, String what, Consumer<ModelSection> work) {
        if (stopped) {
            return null;
        }
        try {
            room.retain();
        } catch (InferenceException e) {
            return e; // it is leaving: the run that follows finds its successor
        }
        try {
            supervisor.call(
                    what + " " + room,
                    LIMIT,
                    () -> {
                        work.accept(room.service());
                        return what;
                    },
                    late -> {});
            return null;
        } catch (InferenceException e) {
            LOG.warn("section not taken room=\"{}\" doing={} reason=\"{}\"", room, what, e.sentence());
            return e;
        } finally {
            room.release();
        }
    }
}

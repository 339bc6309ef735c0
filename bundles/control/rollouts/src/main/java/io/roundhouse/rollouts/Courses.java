package io.roundhouse.rollouts;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.Judges;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelLifecycle;
import io.roundhouse.server.flow.ModelCatalog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Every model's course, and how it hears of what happens. */
final class Courses {
    private final ConcurrentMap<String, Course> all = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Sights> watched = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> troubles = new ConcurrentHashMap<>();
    private final Judges judges;
    private final Memory memory;
    private final ModelLifecycle lifecycle;
    private final ModelCatalog catalog;
    private final Faults faults;
    private final LongSupplier wallMillis;

    Courses(
            Judges judges,
            Memory memory,
            ModelLifecycle lifecycle,
            ModelCatalog catalog,
            Faults faults,
            LongSupplier wallMillis) {
        this.judges = judges;
        this.memory = memory;
        this.lifecycle = lifecycle;
        this.catalog = catalog;
        this.faults = faults;
        this.wallMillis = wallMillis;
    }

    /** What was remembered of an earlier life. */
    void remember(List<CourseState> states) {
        states.forEach(state -> all.put(state.model(), course(state)));
    }

    private Course course(CourseState state) {
        return new Course(state, judges, memory, () -> lifecycle.reshape(state.model()));
    }

    Optional<Course> find(String model) {
        return Optional.ofNullable(all.get(model)).filter(course -> course.plan() != null);
    }

    List<String> models() {
        return all.keySet().stream()
                .filter(model -> find(model).isPresent())
                .sorted()
                .toList();
    }

    /** What is to be served of a definition; without a plan what it says itself, and what an engine's canary adds. */
    ModelDefinition shape(ModelDefinition definition, @Nullable Plan plan) {
        Course course = of(definition.name());
        watched.putIfAbsent(definition.name(), new Sights());
        return course.shape(definition, plan, wallMillis.getAsLong());
    }

    /** The one of that name, whether the model was seen yet or not. */
    Course of(String model) {
        return all.computeIfAbsent(model, name -> course(CourseState.unknown(name)));
    }

    /**
     * The model is gone, and may come back: what was rolled back must not be live then. One that only lost its section was
     * shaped without it before, and goes on as its file says.
     */
    void leave(String model) {
        Course course = all.get(model);
        if (course != null && course.plan() != null) {
            watched.remove(model);
            course.leave();
        }
    }

    /** On the request's thread: a look-up, and for a model under way an entry in a bounded queue. */
    void on(InferenceEvent event) {
        if (event instanceof InferenceEvent.Answered answered) {
            Sights sights = watched.get(answered.request().model());
            if (sights != null) {
                sights.answered(answered);
            }
        } else if (event instanceof InferenceEvent.Failed failed) {
            Sights sights = watched.get(failed.request().model());
            if (sights != null) {
                sights.failed(failed);
            }
        }
    }

    void saw(String model, Seen seen) {
        Sights sights = watched.get(model);
        if (sights != null) {
            sights.offer(seen);
        }
    }

    /** One look at every model, whatever befalls the others; called again and again on one thread. */
    void look() {
        all.forEach((model, course) -> {
            Sights sights = watched.get(model);
            if (sights != null && course.plan() != null) {
                long now = wallMillis.getAsLong();
                faults.attempt(model, () -> look(model, course, sights, now))
                        .ifPresentOrElse(reason -> troubles.put(model, reason), () -> troubles.remove(model));
            }
        });
    }

    /** Why a course stands still, for a person; empty when the last look at it went well. */
    String trouble(String model) {
        String reason = troubles.get(model);
        return reason == null ? "" : "; stands still, as it cannot be looked at: " + reason;
    }

    private void look(String model, Course course, Sights sights, long now) {
        course.beginIfNew(now);
        Optional<Going> going = course.state().going();
        going.filter(one -> one.state() == io.roundhouse.server.control.Rollouts.State.LOADING)
                .ifPresent(one -> course.loaded(loaded(model, one, now), now));
        sights.watch(going.isPresent());
        sights.drain(seen -> course.take(seen, now));
        course.tick(now);
    }

    private Loaded loaded(String model, Going going, long now) {
        List<ModelStatus> rows = catalog.models().stream()
                .filter(row -> row.id().name().equals(model))
                .toList();
        boolean live =
                rows.stream().anyMatch(row -> row.arms().contains(going.canary().arm()));
        boolean busy = rows.stream().anyMatch(row -> row.state() == ModelState.LOADING)
                || now - going.sinceMillis() < 2_000; // the lifecycle has not begun yet
        String failure = rows.stream()
                .filter(row -> !busy && row.state() == ModelState.FAILED)
                .map(ModelStatus::reason)
                .findFirst()
                .orElse("");
        return new Loaded(live, failure);
    }
}

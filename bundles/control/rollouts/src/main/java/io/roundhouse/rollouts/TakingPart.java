package io.roundhouse.rollouts;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.EngineCanaries.Report;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.PluginControl;
import io.roundhouse.server.control.PluginControl.Plugin;
import io.roundhouse.server.control.Rollouts.Outcome;
import io.roundhouse.server.control.Rollouts.State;
import java.util.List;
import java.util.Optional;

/** The models that take part in the canary of an engine: which they are, and how far each is. */
final class TakingPart {
    private final Courses courses;
    private final PluginControl plugins;

    TakingPart(Courses courses, PluginControl plugins) {
        this.courses = courses;
        this.plugins = plugins;
    }

    /**
     * An order that can be carried out.
     *
     * @throws InferenceException which thing cannot, and what is allowed
     */
    Order order(
            String engine,
            String version,
            List<String> models,
            double shadowPercent,
            double tolerance,
            boolean auto,
            long now) {
        if (shadowPercent <= 0 || shadowPercent > 100) {
            throw invalid("the share that watches must be above 0 and at most 100 percent, was " + shadowPercent);
        }
        if (tolerance < 0 || Double.isNaN(tolerance)) {
            throw invalid("the tolerance must be 0, or a relative difference like 1e-3, was " + tolerance);
        }
        Plugin running = running(engine);
        return new Order(
                engine, version, running.version(), chosen(running, models), shadowPercent, tolerance, auto, now);
    }

    private Plugin running(String engine) {
        List<Plugin> engines = plugins.plugins().stream()
                .filter(plugin -> plugin.kind().equals("engine"))
                .toList();
        return engines.stream()
                .filter(plugin ->
                        plugin.name().equals(engine) && !plugin.models().isEmpty())
                .reduce((first, second) -> second)
                .orElseThrow(() -> new InferenceException(
                        ErrorCode.PLUGIN_MISSING,
                        "no engine '" + engine + "' answers for a model"
                                + Nearest.suggestion(
                                        engine,
                                        engines.stream()
                                                .map(Plugin::name)
                                                .distinct()
                                                .toList())));
    }

    private List<String> chosen(Plugin running, List<String> models) {
        List<String> chosen = models.isEmpty() ? running.models() : models;
        for (String model : chosen) {
            if (!running.models().contains(model)) {
                throw new InferenceException(
                        ErrorCode.MODEL_NOT_FOUND,
                        "no model '" + model + "' runs on " + running.name() + " " + running.version()
                                + Nearest.suggestion(model, running.models()));
            }
            courses.of(model).state().going().ifPresent(going -> {
                throw invalid(going.canary().text() + " of " + model
                        + " is on its way; promote or abort it first, or name" + " other models");
            });
        }
        return chosen;
    }

    /** From now on, and after a restart, an engine's canary goes that way. */
    void plan(Order order) {
        order.models().forEach(model -> courses.of(model).plan(order.plan()));
    }

    void begin(Order order) {
        plan(order);
        for (String model : order.models()) {
            Course course = courses.of(model);
            course.begin(live(course, order.range()), order.sinceMillis());
        }
    }

    /** The version that answers, on the engine of that range. */
    private static Canary live(Course course, String range) {
        ModelDefinition definition = course.definition();
        String stable = course.state().stable();
        String version = stable.isEmpty() ? definition.arms().get(0).version() : stable;
        Canary live = new Versions(definition).canary(version).orElseThrow();
        return new Canary(live.version(), live.digest(), range);
    }

    /** Those whose guards are not all established yet. */
    List<String> waiting(Order order) {
        return order.models().stream().filter(model -> !isReady(model)).toList();
    }

    private boolean isReady(String model) {
        return courses.of(model)
                .state()
                .going()
                .filter(going -> going.canary().isEngine() && going.state() == State.WAITING)
                .isPresent();
    }

    /** Why it must go: what the first of them says whose way ended. */
    Optional<String> harm(Order order) {
        return order.models().stream()
                .map(courses::of)
                .map(Course::state)
                .filter(state -> state.going().isEmpty())
                .map(state -> state.model() + ": "
                        + (state.history().isEmpty()
                                ? ""
                                : state.history().get(0).reason()))
                .findFirst();
    }

    void end(Order order, Outcome outcome, String by, String reason, long now) {
        order.models().stream()
                .map(courses::of)
                .filter(course -> course.state()
                        .going()
                        .filter(going -> going.canary().isEngine())
                        .isPresent())
                .forEach(course -> course.end(outcome, by, reason, now));
    }

    /** For a person. */
    Report report(Order now) {
        List<String> waiting = waiting(now);
        String doing = waiting.isEmpty()
                ? now.auto() ? "takes over" : "every guard of every model is established: promote or abort it"
                : "watches; not established yet for " + waiting;
        return new Report(
                now.engine(),
                now.version(),
                now.from(),
                now.models(),
                now.shadowPercent(),
                now.auto(),
                now.sinceMillis(),
                doing);
    }

    private static InferenceException invalid(String message) {
        return new InferenceException(ErrorCode.INVALID_REQUEST, message);
    }
}

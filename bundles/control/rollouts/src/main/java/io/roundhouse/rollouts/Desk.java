package io.roundhouse.rollouts;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.Rollouts;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What a person asks for, and reads. */
final class Desk implements Rollouts {
    private final Courses courses;
    private final LongSupplier wallMillis;

    Desk(Courses courses, LongSupplier wallMillis) {
        this.courses = courses;
        this.wallMillis = wallMillis;
    }

    @Override
    public List<Report> rollouts() {
        return courses.models().stream()
                .flatMap(
                        model -> courses.find(model).map(course -> Reports.of(course, courses.trouble(model))).stream())
                .toList();
    }

    @Override
    public Report start(String model, Optional<String> version) {
        Course course = require(model);
        CourseState state = course.state();
        state.going().ifPresent(going -> {
            throw invalid(going.canary().text() + " of " + model + " is on its way already; one at a time: 'promote' or"
                    + " 'abort' it first");
        });
        course.begin(canary(course, state, version), wallMillis.getAsLong());
        return Reports.of(course);
    }

    private static Canary canary(Course course, CourseState state, Optional<String> version) {
        ModelDefinition definition = course.definition();
        Versions versions = new Versions(definition);
        List<String> others = versions.words().stream()
                .filter(word -> !word.equals(state.stable()))
                .toList();
        if (others.isEmpty()) {
            throw invalid("model '" + state.model() + "' has version " + state.stable()
                    + " only, which is live; put another beside it");
        }
        String wanted = version.orElse(others.get(others.size() - 1));
        if (wanted.equals(state.stable())) {
            throw invalid("version " + wanted + " of " + state.model() + " is live already; there are also " + others);
        }
        return versions.canary(wanted)
                .orElseThrow(() -> new InferenceException(
                        ErrorCode.VERSION_NOT_FOUND,
                        "model '" + state.model() + "' has no version '" + wanted + "', there are "
                                + versions.words()));
    }

    @Override
    public Report pause(String model) {
        Course course = require(model);
        Going going = going(course);
        if (going.state() != State.RUNNING) {
            throw invalid(
                    "the rollout of " + model + " is " + word(going.state()) + ", only a running one can be paused");
        }
        course.pause(wallMillis.getAsLong());
        return Reports.of(course);
    }

    @Override
    public Report resume(String model) {
        Course course = require(model);
        Going going = going(course);
        if (going.state() != State.PAUSED && going.state() != State.WAITING) {
            throw invalid("the rollout of " + model + " is " + word(going.state())
                    + ", only one that is paused or waiting can go on");
        }
        course.resume(wallMillis.getAsLong());
        return Reports.of(course);
    }

    @Override
    public Report promote(String model) {
        Course course = require(model);
        if (going(course).state() == State.LOADING) {
            throw invalid("the canary of " + model + " is still being loaded; promote it when it runs, or abort it");
        }
        course.end(Outcome.PROMOTED, "person", "promoted by hand", wallMillis.getAsLong());
        return Reports.of(course);
    }

    @Override
    public Report abort(String model) {
        Course course = require(model);
        going(course);
        course.end(Outcome.ROLLED_BACK, "person", "aborted by hand", wallMillis.getAsLong());
        return Reports.of(course);
    }

    private Course require(String model) {
        return courses.find(model)
                .orElseThrow(() -> new InferenceException(
                        ErrorCode.MODEL_NOT_FOUND,
                        "no model '" + model + "' has a section 'rollout' in its model.yaml"
                                + Nearest.suggestion(model, courses.models())));
    }

    /** What is on its way by the model's own rollout; an engine's canary is steered for all models at once. */
    private static Going going(Course course) {
        CourseState state = course.state();
        state.going().filter(going -> going.canary().isEngine()).ifPresent(going -> {
            throw invalid(going.canary().text() + " is on its way for several models; 'roundhouse:canary' steers it");
        });
        return state.going()
                .orElseThrow(() -> invalid("no rollout of " + state.model() + " is going on, version " + state.stable()
                        + " is live; 'start' begins one"));
    }

    private static String word(State state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static InferenceException invalid(String message) {
        return new InferenceException(ErrorCode.INVALID_REQUEST, message);
    }
}

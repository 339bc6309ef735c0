package io.roundhouse.offline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.ModelLoans;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be learnt at once, with all that it needs. The model is loaded only where a step after it has to learn from
 * what it answers.
 */
final class Lesson implements AutoCloseable {
    private final Work work;
    private final boolean keepsBefore;
    private final List<Stage> before = new ArrayList<>();

    /** Up to the last that learns. */
    private final List<Stage> after = new ArrayList<>();

    private final List<String> waiting = new ArrayList<>();
    private Optional<Stage> model = Optional.empty();

    private Lesson(Work work, boolean keepsBefore) {
        this.work = work;
        this.keepsBefore = keepsBefore;
    }

    /** Of all steps; of those after the model if there is one. */
    static Lesson all(Work work, StepFactories factories, ModelLoans models) throws IOException {
        Lesson lesson = new Lesson(work, false);
        return lesson.opened(() -> {
            lesson.before.addAll(work.learning(factories));
            if (!work.hasModel()) {
                lesson.waiting.addAll(waiting(work, factories));
            } else if (learning(work, factories) > 0) {
                lesson.openAfter(factories, models);
            }
        });
    }

    /** Of those after the model alone; those before it have learnt. */
    static Lesson after(Work work, StepFactories factories, ModelLoans models) throws IOException {
        if (!work.hasModel()) {
            throw work.noModel();
        }
        if (learning(work, factories) == 0) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "no step after '" + work.artifact().id()
                            + "' has anything to learn; without --after, those before it" + " learn");
        }
        Lesson lesson = new Lesson(work, true);
        return lesson.opened(() -> {
            lesson.before.addAll(work.ready(factories));
            lesson.openAfter(factories, models);
        });
    }

    private interface Opening {
        void run() throws IOException;
    }

    private Lesson opened(Opening opening) throws IOException {
        boolean done = false;
        try {
            opening.run();
            done = true;
            return this;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private void openAfter(StepFactories factories, ModelLoans models) {
        after.addAll(work.learningAfter(factories, learning(work, factories)));
        model = Optional.of(Stage.model(work.artifact(), models.load(work.artifact(), work.engine())));
    }

    /** How many steps after the model are needed, so that all of them learn. */
    private static int learning(Work work, StepFactories factories) {
        List<Plugin> steps = work.chain().after();
        int last = steps.size();
        while (last > 0 && !learns(work, steps.get(last - 1), factories)) {
            last--;
        }
        return last;
    }

    private static boolean learns(Work work, Plugin step, StepFactories factories) {
        return !step.name().equals(Stage.MODEL)
                && factories
                        .find(step)
                        .factory()
                        .fitting(work.artifact(), Chain.own(step.settings()))
                        .isPresent();
    }

    /** What would learn if there were a model. */
    private static List<String> waiting(Work work, StepFactories factories) {
        return work.chain().after().stream()
                .filter(step -> mayLearn(work, step, factories))
                .map(Plugin::name)
                .toList();
    }

    /** A step whose files come with the model is not asked in vain: what is wrong with it is said when it is served. */
    private static boolean mayLearn(Work work, Plugin step, StepFactories factories) {
        try {
            return learns(work, step, factories);
        } catch (InferenceException e) {
            return false;
        }
    }

    /** All of it, in order. */
    List<Stage> stages() {
        List<Stage> all = new ArrayList<>(before);
        model.ifPresent(all::add);
        all.addAll(after);
        return all;
    }

    /** The steps that learn. */
    List<String> learners() {
        return stages().stream()
                .filter(Stage::learns)
                .map(stage -> stage.kind.name())
                .toList();
    }

    /** Steps after the model that would learn if there were one. */
    List<String> waiting() {
        return waiting;
    }

    /** What was learnt, for the version's folder. */
    Fitted fitted(Fitter fitter) throws IOException {
        String hash = fitter.hash();
        Optional<Fitted.After> learntAfter = model.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fitted.After(
                        work.chain().hashAfter(after.size()), true, hash, fitter.rows(), steps(after)));
        Fitted kept = keepsBefore ? work.fitted().orElse(null) : null;
        return kept == null
                ? new Fitted(work.chain().hash(), hash, fitter.rows(), steps(before), learntAfter)
                : new Fitted(kept.chain(), kept.data(), kept.rows(), kept.steps(), learntAfter);
    }

    private static List<Fitted.Step> steps(List<Stage> stages) {
        return stages.stream()
                .map(stage -> new Fitted.Step(stage.index, stage.kind.name(), stage.kind.version(), stage.settings()))
                .toList();
    }

    @Override
    public void close() {
        stages().forEach(Stage::close);
    }
}

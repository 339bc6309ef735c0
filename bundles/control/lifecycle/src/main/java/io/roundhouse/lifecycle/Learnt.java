package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps on one side of a model, beside what those of its version learnt. */
final class Learnt {
    private final List<Plugin> steps;
    private final List<Fitted.Step> fitted;
    private final boolean same;
    private final boolean ofThisModel;
    private final String side;

    private Learnt(List<Plugin> steps, List<Fitted.Step> fitted, boolean same, boolean ofThisModel, String side) {
        this.steps = steps;
        this.fitted = fitted;
        this.same = same;
        this.ofThisModel = ofThisModel;
        this.side = side;
    }

    static Learnt before(Chain chain, Fitted fitted) {
        boolean same = fitted.chain().equals(chain.hash());
        return new Learnt(chain.before(), fitted.steps(), same, true, "");
    }

    /** Steps behind the last that learnt are of no concern. */
    static Learnt after(Chain chain, Fitted.After fitted) {
        int count = fitted.steps().size();
        return new Learnt(
                chain.after().subList(0, Math.min(count, chain.after().size())),
                fitted.steps(),
                fitted.chain().equals(chain.hashAfter(count)),
                fitted.ofThisModel(),
                " after the model");
    }

    /** Whether a step is here that what was learnt is for: an arm may do without it. */
    static boolean isFor(Chain chain, Fitted.After fitted) {
        String last = fitted.steps().isEmpty()
                ? ""
                : fitted.steps().get(fitted.steps().size() - 1).step();
        return chain.after().stream().anyMatch(step -> step.name().equals(last));
    }

    /** Whether that place is one that something was written down about: after a model, those behind are not. */
    boolean knows(int index) {
        return index < steps.size();
    }

    /** The version that learnt there; empty where nothing of that name did. */
    Optional<Version> version(int index) {
        return step(index).map(step -> Version.of(step.version()));
    }

    /** Whether a plugin of one version knows what one of the other learnt: only fixes lie between them. */
    static boolean isAlike(Version one, Version other) {
        return one.number(0) == other.number(0) && one.number(1) == other.number(1);
    }

    /** The step's settings with what was learnt. What is given counts, where another thing was given then. */
    Settings settings(int index) {
        Settings given = steps.get(index).settings();
        return step(index)
                .map(step -> same ? step.settings().orElse(given) : given.orElse(step.settings()))
                .orElse(given);
    }

    private Optional<Fitted.Step> step(int index) {
        String name = steps.get(index).name();
        return fitted.stream()
                .filter(step -> step.index() == index && step.step().equals(name))
                .findFirst();
    }

    /** In what the steps are not those that learnt, a clause each; none when they are. */
    List<String> differences(List<Provider<TransformerFactory>> factories) {
        List<String> differences = new ArrayList<>();
        if (!ofThisModel) {
            differences.add("the steps" + side + " learnt from another model file than lies there now");
        }
        if (!same) {
            names(differences);
            keys(differences);
            if (differences.isEmpty()) {
                differences.add("a step" + side + " has lost a key that it was fitted with");
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            Version now = factories.get(i).version();
            Version then = version(i).orElse(now);
            if (!isAlike(now, then) && !Callee.isStep(steps.get(i))) {
                differences.add(called(i) + " is version " + now + ", but " + then + " learnt");
            }
        }
        return List.copyOf(differences);
    }

    private void names(List<String> differences) {
        for (Fitted.Step then : fitted) {
            if (then.index() >= steps.size()) {
                differences.add(
                        "step " + (then.index() + 1) + " '" + then.step() + "'" + side + " is not there any more");
            } else if (!steps.get(then.index()).name().equals(then.step())) {
                differences.add(called(then.index()) + " was '" + then.step() + "'");
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            int index = i;
            if (fitted.stream().noneMatch(then -> then.index() == index)) {
                differences.add(called(i) + " was not there");
            }
        }
    }

    private void keys(List<String> differences) {
        for (int i = 0; i < steps.size(); i++) {
            Settings given = Chain.own(steps.get(i).settings());
            Settings then = step(i).map(Fitted.Step::settings).orElse(given);
            List<String> others = given.keys().stream()
                    .filter(key -> !given.agrees(key, then))
                    .toList();
            if (!others.isEmpty()) {
                differences.add(called(i) + " had another '" + String.join("', '", others) + "'");
            }
        }
    }

    private String called(int index) {
        return "step " + (index + 1) + " '" + steps.get(index).name() + "'" + side;
    }
}

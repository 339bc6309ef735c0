package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Steps before a model, beside what those of its version learnt. */
final class Learnt {
    private final Chain chain;
    private final Fitted fitted;
    private final boolean same;

    Learnt(Chain chain, Fitted fitted) {
        this.chain = chain;
        this.fitted = fitted;
        this.same = fitted.chain().equals(chain.hash());
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
        Settings given = chain.before().get(index).settings();
        return step(index)
                .map(step -> same ? step.settings().orElse(given) : given.orElse(step.settings()))
                .orElse(given);
    }

    private Optional<Fitted.Step> step(int index) {
        String name = chain.before().get(index).name();
        return fitted.steps().stream()
                .filter(step -> step.index() == index && step.step().equals(name))
                .findFirst();
    }

    /** In what the steps are not those that learnt, a clause each; none when they are. */
    List<String> differences(List<Provider<TransformerFactory>> factories) {
        List<String> differences = new ArrayList<>();
        if (!same) {
            names(differences);
            keys(differences);
            if (differences.isEmpty()) {
                differences.add("a step has lost a key that it was fitted with");
            }
        }
        for (int i = 0; i < factories.size(); i++) {
            Version now = factories.get(i).version();
            Version then = version(i).orElse(now);
            if (!isAlike(now, then) && !Callee.isStep(chain.before().get(i))) {
                differences.add(called(i) + " is version " + now + ", but " + then + " learnt");
            }
        }
        return List.copyOf(differences);
    }

    private void names(List<String> differences) {
        List<Plugin> steps = chain.before();
        for (Fitted.Step then : fitted.steps()) {
            if (then.index() >= steps.size()) {
                differences.add("step " + (then.index() + 1) + " '" + then.step() + "' is not there any more");
            } else if (!steps.get(then.index()).name().equals(then.step())) {
                differences.add(called(then.index()) + " was '" + then.step() + "'");
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            int index = i;
            if (fitted.steps().stream().noneMatch(then -> then.index() == index)) {
                differences.add(called(i) + " was not there");
            }
        }
    }

    private void keys(List<String> differences) {
        for (int i = 0; i < chain.before().size(); i++) {
            Settings given = Chain.own(chain.before().get(i).settings());
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
        return "step " + (index + 1) + " '" + chain.before().get(index).name() + "'";
    }
}

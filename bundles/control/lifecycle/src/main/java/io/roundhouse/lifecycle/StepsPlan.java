package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who makes the steps of one arm, with what they learnt, or why there are none. */
final class StepsPlan {
    private final Plugins plugins;
    private final Chain chain;
    private final @Nullable Learnt learntBefore;
    private final @Nullable Learnt learntAfter;
    private final Function<String, Optional<Callee>> callees;

    final List<Steps.One> before = new ArrayList<>();
    final List<Steps.One> after = new ArrayList<>();

    /** In what the steps are not those that learnt. */
    List<String> skew = List.of();

    Staged.@Nullable Problem problem;

    /** @param callees what is known of a model that a step asks */
    StepsPlan(Plugins plugins, Chain chain, @Nullable Fitted fitted, Function<String, Optional<Callee>> callees) {
        this.plugins = plugins;
        this.chain = chain;
        this.learntBefore = fitted == null ? null : Learnt.before(chain, fitted);
        this.learntAfter = Optional.ofNullable(fitted)
                .flatMap(Fitted::after)
                .filter(after -> Learnt.isFor(chain, after))
                .map(after -> Learnt.after(chain, after))
                .orElse(null);
        this.callees = callees;
    }

    /** Plans all, until something is missing. */
    StepsPlan made() {
        try {
            add(before, chain.before(), learntBefore);
            add(after, chain.after(), learntAfter);
        } catch (InferenceException e) {
            problem = new Staged.Problem(e.sentence(), false);
        }
        if (problem == null) {
            skew = Stream.concat(differences(learntBefore, before), differences(learntAfter, after))
                    .toList();
        }
        return this;
    }

    private static Stream<String> differences(@Nullable Learnt learnt, List<Steps.One> side) {
        return learnt == null
                ? Stream.empty()
                : learnt.differences(side.stream().map(Steps.One::factory).toList()).stream();
    }

    private void add(List<Steps.One> side, List<Plugin> steps, @Nullable Learnt learnt) {
        for (int i = 0; problem == null && i < steps.size(); i++) {
            Plugin step = steps.get(i);
            if (learnt == null || !learnt.knows(i)) {
                add(side, step, step.settings(), Optional.empty());
            } else {
                add(side, step, learnt.settings(i), learnt.version(i));
            }
        }
    }

    private void add(List<Steps.One> side, Plugin step, Settings settings, Optional<Version> fitted) {
        if (Callee.isStep(step)) {
            String name = Callee.name(step);
            Optional<Callee> callee = callees.apply(name);
            side.add(new Steps.One(plugins.asking(), settings, callee));
            if (callee.isEmpty()) {
                String which = side == before ? "before" : "after";
                problem = new Staged.Problem(
                        "step " + side.size() + " 'model' " + which + " the model asks model '" + name
                                + "', which is not live",
                        true);
            }
            return;
        }
        Provider<TransformerFactory> factory = factory(step, fitted);
        if (factory == null) {
            problem = new Staged.Problem(plugins.transformers().missing(step), true);
        } else {
            side.add(new Steps.One(factory, settings, Optional.empty()));
        }
    }

    /** Of several that will do, one like that which learnt. */
    private @Nullable Provider<TransformerFactory> factory(Plugin step, Optional<Version> fitted) {
        return plugins.transformers()
                .best(step, version -> fitted.isEmpty() || Learnt.isAlike(version, fitted.get()))
                .orElse(null);
    }
}

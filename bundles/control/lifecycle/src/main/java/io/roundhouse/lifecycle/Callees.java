package io.roundhouse.lifecycle;

import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.spi.router.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Models whose steps ask each other. */
final class Callees {
    private final Supplier<Models> models;

    Callees(Supplier<Models> models) {
        this.models = models;
    }

    /**
     * A model that a step asks, as it answers now; while it comes up again, as it was known to the arm that has such a
     * step: its requests wait for the other model, and it need not be loaded again itself.
     *
     * @param live the arm that answers now
     */
    Optional<Callee> find(String name, @Nullable ServingArm live) {
        ModelSlot slot = slot(name);
        if (slot == null) {
            return Optional.empty();
        }
        Optional<Callee> now = spec(slot).map(spec -> new Callee(name, spec));
        return now.isPresent() || live == null
                ? now
                : live.key()
                        .steps()
                        .all()
                        .flatMap(one -> one.callee().stream())
                        .filter(callee -> callee.model().equals(name))
                        .findFirst();
    }

    /** What the first of a model's arms that answer gives; empty when none is live. */
    static Optional<ModelSpec> spec(ModelSlot slot) {
        Serving serving = slot.serving();
        Route first = serving.first();
        ServingArm arm = first == null ? null : serving.live().get(first.answering());
        return Optional.ofNullable(arm).map(ServingArm::spec);
    }

    private @Nullable ModelSlot slot(String name) {
        return models.get().slots().stream()
                .filter(slot -> slot.name.equals(name) && !slot.isRemoved())
                .findFirst()
                .orElse(null);
    }

    /** The way from a model by those that it asks back to itself, when it had these steps; empty when there is none. */
    Optional<String> circle(String model, Chain chain) {
        return way(model, Callee.names(chain), new ArrayList<>()).map(way -> model + " -> " + way);
    }

    /** Depth first; whoever was passed already leads nowhere else. */
    private Optional<String> way(String home, List<String> asked, List<String> passed) {
        for (String name : asked) {
            if (name.equals(home)) {
                return Optional.of(home);
            }
            if (!passed.contains(name)) {
                passed.add(name);
                Optional<String> rest = way(home, asks(name), passed);
                if (rest.isPresent()) {
                    return Optional.of(name + " -> " + rest.get());
                }
            }
        }
        return Optional.empty();
    }

    /** What is in force counts: a mistake in a file that is not served is no circle. */
    private List<String> asks(String name) {
        ModelSlot slot = slot(name);
        if (slot == null) {
            return List.of();
        }
        ModelSlot.View view = slot.view();
        return asks(view.inForce() == null ? view.shown() : view.inForce());
    }

    private static List<String> asks(@Nullable ModelDefinition definition) {
        return definition == null
                ? List.of()
                : Stream.concat(
                                Stream.of(definition.chain()),
                                definition.arms().stream().map(ModelDefinition.Arm::chain))
                        .flatMap(chain -> Callee.names(chain).stream())
                        .distinct()
                        .toList();
    }

    /** All models in groups: first those that nobody asks, then those that only these ask, and so on. */
    List<List<ModelSlot>> callersFirst() {
        List<ModelSlot> rest = new ArrayList<>(models.get().slots());
        List<List<ModelSlot>> groups = new ArrayList<>();
        while (!rest.isEmpty()) {
            Set<String> asked = rest.stream()
                    .flatMap(slot -> asks(slot.view().inForce()).stream())
                    .collect(Collectors.toSet());
            List<ModelSlot> group =
                    rest.stream().filter(slot -> !asked.contains(slot.name)).toList();
            group = group.isEmpty() ? List.copyOf(rest) : group; // a circle: none of it answers
            groups.add(group);
            rest.removeAll(group);
        }
        return groups;
    }

    /** Models that ask this one have to look again. */
    void changed(String name) {
        Models all = models.get();
        for (ModelSlot slot : all.slots()) {
            if (asks(slot.view().shown()).contains(name)
                    || asks(slot.view().inForce()).contains(name)) {
                all.submit(slot);
            }
        }
    }
}

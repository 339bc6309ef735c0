package io.roundhouse.monitorhost;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wanted of one monitor on one model, and what is there of the model. Guarded by its {@link Attached}. */
final class Wish {
    /** In {@code model.yaml}; null for nothing. */
    @Nullable
    Settings written;

    /** By an operator; goes before what is written. */
    @Nullable
    Settings byHand;

    /** It is being detached, and another must not begin. */
    boolean detaching;

    private boolean known;
    private Map<String, ModelSpec> live = Map.of();

    void see(boolean modelIsKnown, Map<String, ModelSpec> specs) {
        known = modelIsKnown;
        live = Map.copyOf(specs);
    }

    /** The terms that follow; null where something is missing. A model whose arms are all away for a while keeps its watch. */
    @Nullable
    Terms terms(@Nullable Provider provider, @Nullable Watch watch) {
        Settings settings = byHand != null ? byHand : written;
        Map<String, ModelSpec> specs = live.isEmpty() && watch != null ? watch.terms.specs() : live;
        return settings == null || detaching || provider == null || !known || specs.isEmpty()
                ? null
                : new Terms(provider, settings, specs);
    }

    /** What the model is not, {@code there} or {@code live yet}; empty when it is both. */
    String modelIsNot() {
        return known ? live.isEmpty() ? "live yet" : "" : "there";
    }
}

package io.roundhouse.lifecycle;

import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another model that a step asks.
 *
 * @param spec what its clients send and get
 */
record Callee(String model, ModelSpec spec) {
    /** How {@code model.yaml} calls such a step. */
    static final String WORD = "model";

    static boolean isStep(Plugin step) {
        return step.name().equals(WORD);
    }

    /** @throws io.roundhouse.api.error.InferenceException {@code INVALID_CONFIGURATION}: it does not say whom */
    static String name(Plugin step) {
        return step.settings().text("name");
    }

    /** Whom the steps ask; one that does not say it is left out. */
    static List<String> names(Chain chain) {
        return Stream.concat(chain.before().stream(), chain.after().stream())
                .filter(step -> isStep(step) && step.settings().has("name"))
                .map(Callee::name)
                .distinct()
                .toList();
    }
}

package io.roundhouse.lifecycle;

import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.spi.transformer.TransformerFactory;

/**
 * The plugins that models are made with.
 *
 * @param asking stands where the factory of a step stands that asks another model: such steps are no plugin's
 */
record Plugins(
        Providers<Engine> engines,
        Providers<TransformerFactory> transformers,
        Providers<RouterFactory> routers,
        Provider<TransformerFactory> asking) {
    Plugins() {
        this(
                new Providers<>("engine"),
                new Providers<>("transformer"),
                new Providers<>("router"),
                new Provider<>("step", Callee.WORD, "", "io.roundhouse.lifecycle", 0, () -> null, () -> {}));
    }
}

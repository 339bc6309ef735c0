package io.roundhouse.lifecycle;

import io.roundhouse.server.control.EngineHosts;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.spi.transformer.TransformerFactory;

/**
 * The plugins that models are made with.
 *
 * @param hosts what runs engines in processes of their own; none or one
 * @param asking stands where the factory of a step stands that asks another model: such steps are no plugin's
 */
record Plugins(
        Providers<Engine> engines,
        Providers<TransformerFactory> transformers,
        Providers<RouterFactory> routers,
        Providers<EngineHosts> hosts,
        Provider<TransformerFactory> asking) {
    Plugins() {
        this(
                new Providers<>("engine"),
                new Providers<>("transformer"),
                new Providers<>("router"),
                new Providers<>("engine host"),
                new Provider<>("step", Callee.WORD, "", "io.roundhouse.lifecycle", 0, () -> null, () -> {}));
    }
}

package io.roundhouse.lifecycle;

import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.spi.transformer.TransformerFactory;

/** The plugins that models are made with. */
record Plugins(
        Providers<Engine> engines, Providers<TransformerFactory> transformers, Providers<RouterFactory> routers) {
    Plugins() {
        this(new Providers<>("engine"), new Providers<>("transformer"), new Providers<>("router"));
    }
}

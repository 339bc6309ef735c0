package io.roundhouse.offline;

import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.spi.transformer.TransformerFactory;

/** The kinds of steps that are installed. */
interface StepFactories {
    /**
     * The newest that will do.
     *
     * @throws io.roundhouse.api.error.InferenceException {@code PLUGIN_MISSING}, saying which are there
     */
    Found find(Plugin step);

    /** One. */
    record Found(String name, String version, TransformerFactory factory) {}
}

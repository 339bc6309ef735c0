package io.roundhouse.server.control;

import io.roundhouse.spi.engine.Engine;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Engines in processes of their own. The service has the property {@code roundhouse.name}, as plugins have; when it goes,
 * the models that were loaded by it have been closed.
 */
@ProviderType
public interface EngineHosts {
    /**
     * An engine that loads each model in a new process, with the bundle of the engine of that name as it is now. That
     * bundle's own service is not called. The models are as any other; when a process ends, the model loads again by itself in
     * another, and the calls in it are run again, each alone; what ends a process then too is {@code REQUEST_QUARANTINED}, and
     * what there is no time for {@code ENGINE_FAILED}.
     *
     * @param engine its name, for messages
     * @param version of the engine, for messages
     * @param bundleId the bundle that registers the engine
     * @throws io.roundhouse.api.error.InferenceException {@code PLUGIN_MISSING}: there is no such bundle, or it cannot be
     *     run apart
     */
    Engine apart(String engine, String version, long bundleId);
}

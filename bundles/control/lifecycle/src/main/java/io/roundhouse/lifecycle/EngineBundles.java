package io.roundhouse.lifecycle;

import io.roundhouse.api.error.InferenceException;
import java.util.List;
import java.util.Map;

/** What a swap needs of the framework. Every call may hang with the bundle it starts or stops. */
interface EngineBundles {
    /**
     * Installs a bundle without starting it.
     *
     * @param beside its start level is taken
     * @return its id
     * @throws InferenceException {@code PLUGIN_MISSING}: there is none at that address
     */
    long install(String url, List<Long> beside);

    /**
     * Starts it.
     *
     * @throws InferenceException {@code LOAD_FAILED} with the framework's reason
     */
    void start(long id);

    /** The same until the framework ends: afterwards it is installed, and not started. */
    void startForNow(long id);

    /** What must vanish when the bundle does; taken while it is there. */
    Trace trace(long id);

    /** Where its own files lie, its native libraries among them; empty when nobody can tell. */
    String folder(long id);

    /** Stops and uninstalls it, and lets go of its revision. */
    void uninstall(long id);

    /** The engines that bundles bring by what they say of themselves, started or not. */
    List<Brought> brought();

    /** The monitors that can be attached to a model, and the bundle of each. */
    Map<String, String> monitors();

    /**
     * An engine that a bundle says it brings.
     *
     * @param bundle symbolic name and version
     * @param id the bundle's
     * @param active whether it is started
     */
    record Brought(String name, String version, List<String> devices, String bundle, long id, boolean active) {}

    /** What is left of a bundle. */
    interface Trace {
        /** What is still there: nothing when it is empty. */
        String remains();
    }
}

package io.roundhouse.server.control;

import io.roundhouse.api.error.InferenceException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** The plugins in the house, and the exchange of one engine version for another. */
@ProviderType
public interface PluginControl {
    /** Every plugin registered, by kind, name and version. */
    List<Plugin> plugins();

    /**
     * What a model needs of the house to be served as its definition says, met or not, in the order in which requests
     * meet it: engine, devices, steps, router, monitors, sections. The model need not be served.
     */
    default List<Need> needs(ModelDefinition definition) {
        return List.of();
    }

    /**
     * Exchanges an engine while it answers: installs the new version beside the old, loads and warms every affected
     * model on it, publishes, drains and closes the old, uninstalls it, and looks whether its native code has left the
     * process. Blocks for all of it; one swap at a time.
     *
     * @param version the engine's version to change to, higher or lower
     * @param progress told after each step, on the calling thread
     * @return the steps done
     * @throws InferenceException the old version is serving as before, and the message says which step failed and why
     */
    List<Step> swap(String engine, String version, Consumer<Step> progress);

    /**
     * Installs another version of an engine beside the one that answers, until the server ends. No model moves to it but
     * arms that ask for exactly this version, until {@link #swap}. Blocks; steps and progress as there.
     *
     * @throws InferenceException nothing was changed
     */
    List<Step> addBeside(String engine, String version, Consumer<Step> progress);

    /**
     * Takes a version away that {@link #addBeside} added, and looks whether its native code has left the process. Arms that
     * asked for it are drained and closed. Blocks; steps and progress as of {@link #swap}.
     *
     * @throws InferenceException {@code INVALID_REQUEST}: it was not added so, or is the only one; nothing was changed
     */
    List<Step> takeAway(String engine, String version, Consumer<Step> progress);

    /**
     * A plugin that is registered now.
     *
     * @param kind {@code engine}, {@code transformer}, {@code router} or {@code monitor}
     * @param bundle symbolic name and version
     * @param models the models that use it now
     */
    record Plugin(String kind, String name, String version, String bundle, long bundleId, List<String> models) {}

    /**
     * Something that a model needs.
     *
     * @param kind {@code engine}, {@code device}, {@code step}, {@code router}, {@code monitor} or {@code section}
     * @param wanted as {@code model.yaml} says, with version and place where it has them
     * @param detail which bundle meets it, or what is missing and what to install
     */
    record Need(String kind, String wanted, boolean met, String detail) {}

    /**
     * A step of a swap that is done.
     *
     * @param name {@code resolve}, {@code start}, {@code load}, {@code warm}, {@code publish}, {@code drain}, {@code
     *     close}, {@code uninstall} or {@code unmapped}
     * @param detail what came of it, in a few words
     */
    record Step(String name, String detail, Duration took) {}
}

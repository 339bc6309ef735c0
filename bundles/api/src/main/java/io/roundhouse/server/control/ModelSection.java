package io.roundhouse.server.control;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Owns a section at the top of {@code model.yaml}. Registered as a service; the property {@code roundhouse.name} is the
 * section's word. Of several for one word that of the highest {@code roundhouse.version} is asked.
 *
 * <p>Each method is called on a control thread, one at a time for a model and at once for different ones; it must return
 * within seconds, after which it is abandoned. What it throws besides what is said here is logged and reported on the
 * model, and changes nothing for its requests. The word belongs to the distribution: it is accepted while no room is
 * there, and the model tells that it is not in force.
 */
@ConsumerType
public interface ModelSection {
    /**
     * Looks whether the section could be in force. Called before a definition is brought about, and again at any time; it
     * remembers nothing.
     *
     * @param section what stands under the word, with its place; {@link Settings#invalid} makes the exception
     * @throws InferenceException {@code INVALID_CONFIGURATION}: the definition changes nothing, the one before stays in
     *     force, and the sentence is reported
     */
    void check(ModelDefinition definition, Settings section);

    /**
     * What is to be brought about instead of this definition: which versions answer, on which engine, with what share.
     * Called after {@link #check} agreed, as often, and whenever {@link ModelLifecycle#reshape} was called; must answer
     * alike until then. Only the owner of {@code rollout} is asked, and about every model, with empty settings where there
     * is no such section; a model that has the section waits for the room, and what served before goes on.
     *
     * @throws InferenceException whatever the code, as {@link #check}
     */
    default ModelDefinition shape(ModelDefinition definition, Settings section) {
        return definition;
    }

    /**
     * This definition is in force. Called after {@link #check} agreed and the definition was published, at every change of
     * the definition, not only of the section; for all models when the service comes. Twice with the same is possible.
     * Not called for a model without the section.
     */
    void apply(ModelDefinition definition, Settings section);

    /**
     * The section is not in force any more: it or the model was removed, and may come back. Not called when the server or
     * this service stops.
     */
    void remove(String model);
}

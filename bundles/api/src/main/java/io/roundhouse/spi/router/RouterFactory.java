package io.roundhouse.spi.router;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes one kind of router. Registered as a service with {@code roundhouse.name} and {@code roundhouse.version}. */
@ConsumerType
public interface RouterFactory {
    /**
     * Makes the router of one model. Called on a control thread, again at every change of the section {@code traffic};
     * must not block.
     *
     * @param arms the names of the arms, in the order written; at least one
     * @param settings the section {@code traffic}; below {@code arms} there is a section for each arm. Keys of arms that
     *     the server reads itself are {@code version}, {@code engine} and {@code mirror}
     * @throws InferenceException {@code INVALID_CONFIGURATION}; the router in force stays
     */
    Router create(List<String> arms, Settings settings);

    /**
     * The same for a router that reads outputs or learns; this is what the server calls, and by default neither is of
     * interest. Called as the other, and also when an arm's inputs or outputs became others.
     *
     * @param specs what clients of an arm send and get, by the arm's name; an arm that is not live yet is not in it
     * @param before the router that this one takes over from, made by this very factory for the same model; it goes on
     *     routing until this one is published, or for good when this one is refused
     */
    default Router create(List<String> arms, Settings settings, Map<String, ModelSpec> specs, Optional<Router> before) {
        return create(arms, settings);
    }
}

package io.roundhouse.spi.router;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import java.util.List;
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
}

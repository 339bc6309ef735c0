package io.roundhouse.spi.monitor;

import io.roundhouse.api.model.ModelSpec;
import java.nio.file.Path;
import java.util.Map;

/**
 * The model that a monitor is attached to.
 *
 * @param specs what clients of an arm send and get, by the arm's name; an arm that is not live yet is not in it
 * @param folder the model's folder as its owner wrote it, with {@code model.yaml}: where files named in settings are
 *     found; only read
 * @param data a folder of this monitor on this model alone, made when it is first written to: kept while the monitor is
 *     updated and across restarts, deleted when an operator detaches it for good
 */
public record Watched(String model, Map<String, ModelSpec> specs, Path folder, Path data) {
    public Watched {
        specs = Map.copyOf(specs);
    }
}

package io.roundhouse.openinference;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Inference;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.Statistics;
import io.roundhouse.server.flow.ModelCatalog;
import java.util.Optional;

/**
 * What stands behind the protocol. Each comes and goes on its own; asked for one that is missing, those that are not
 * optional throw an {@link InferenceException} of category {@code CAPACITY}.
 */
interface Doors {
    Inference inference();

    ModelCatalog catalog();

    ModelRepository repository();

    Optional<Statistics> statistics();

    Feedback feedback();

    boolean takesFeedback();
}

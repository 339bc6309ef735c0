package io.roundhouse.http;

import io.roundhouse.api.model.ModelState;
import io.roundhouse.server.flow.Admission;
import io.roundhouse.server.flow.ModelCatalog;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether requests should be sent here. */
final class Health {
    private static final int NAMES_MAX = 10;

    private Health() {}

    /** Why not, or empty when the server is ready. */
    static Optional<String> notReady(@Nullable Admission admission, @Nullable ModelCatalog catalog) {
        if (admission == null || catalog == null) {
            return Optional.of("the server is starting or stopping");
        }
        if (!admission.isOpen()) {
            return Optional.of("the server is draining");
        }
        return catalog.isSettled() ? Optional.empty() : Optional.of(loading(catalog));
    }

    private static String loading(ModelCatalog catalog) {
        List<String> names = catalog.models().stream()
                .filter(model -> model.state() == ModelState.WAITING || model.state() == ModelState.LOADING)
                .map(model -> model.id().toString())
                .toList();
        String more = names.size() > NAMES_MAX ? " and " + (names.size() - NAMES_MAX) + " more" : "";
        return names.isEmpty()
                ? "the models have not been looked at yet"
                : "models are being loaded: " + String.join(", ", names.subList(0, Math.min(NAMES_MAX, names.size())))
                        + more;
    }
}

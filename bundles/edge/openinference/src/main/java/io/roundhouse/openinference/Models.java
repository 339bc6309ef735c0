package io.roundhouse.openinference;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.openinference.PathSegments.OfModel;
import io.roundhouse.server.flow.ModelCatalog;
import java.util.List;
import java.util.Optional;

/** Questions about models, answered from the catalogue. */
final class Models {
    private Models() {}

    /** The versions of a model, or the one that a version or label names; never empty. */
    static List<ModelStatus> find(ModelCatalog catalog, OfModel model) {
        String name = model.name();
        Optional<String> version = model.version();
        List<ModelStatus> named = catalog.models().stream()
                .filter(status -> status.id().name().equals(name))
                .toList();
        if (named.isEmpty()) {
            throw new InferenceException(ErrorCode.MODEL_NOT_FOUND, "there is no model " + Refusal.quote(name));
        }
        if (model.label().isPresent()) {
            return labelled(named, name, model.label().get());
        }
        List<ModelStatus> chosen = named.stream()
                .filter(status -> version.isEmpty() || status.id().version().equals(version.get()))
                .toList();
        if (chosen.isEmpty()) {
            throw new InferenceException(
                    ErrorCode.VERSION_NOT_FOUND,
                    "model " + Refusal.quote(name) + " has no version " + Refusal.quote(version.orElse(""))
                            + ", it has "
                            + named.stream()
                                    .map(status -> status.id().version())
                                    .toList());
        }
        return chosen;
    }

    private static List<ModelStatus> labelled(List<ModelStatus> named, String name, String label) {
        List<ModelStatus> chosen = named.stream()
                .filter(status ->
                        status.labels().contains(label) || status.id().version().equals(label))
                .toList();
        if (chosen.isEmpty()) {
            List<String> known = named.stream()
                    .flatMap(status -> status.labels().stream())
                    .distinct()
                    .toList();
            throw new InferenceException(
                    ErrorCode.VERSION_NOT_FOUND,
                    "model " + Refusal.quote(name) + " has no label " + Refusal.quote(label)
                            + Nearest.suggestion(label, known));
        }
        return chosen;
    }

    static List<String> liveVersions(List<ModelStatus> models) {
        return models.stream()
                .filter(model -> model.state() == ModelState.LIVE)
                .map(model -> model.id().version())
                .toList();
    }

    /** Refuses when none is live, and says why. */
    static void requireReady(String name, List<ModelStatus> models) {
        if (!liveVersions(models).isEmpty()) {
            return;
        }
        ModelStatus first = models.get(0);
        String reason =
                first.reason().isEmpty() ? first.state().name().toLowerCase(java.util.Locale.ROOT) : first.reason();
        throw new InferenceException(
                ErrorCode.MODEL_NOT_READY, "model " + Refusal.quote(name) + " is not ready: " + reason);
    }

    /** What clients send and get: of a live version that traffic goes to, else of any live one. */
    static ModelSpec spec(String name, List<ModelStatus> models) {
        requireReady(name, models);
        return models.stream()
                .filter(model ->
                        model.state() == ModelState.LIVE && model.spec().isPresent())
                .sorted((a, b) -> Boolean.compare(a.arms().isEmpty(), b.arms().isEmpty()))
                .flatMap(model -> model.spec().stream())
                .findFirst()
                .orElseThrow(() -> new InferenceException(
                        ErrorCode.MODEL_NOT_READY, "model " + Refusal.quote(name) + " is not loaded yet"));
    }
}

package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.spi.router.Route;
import java.util.Optional;
import java.util.TreeSet;

/** The route of a request that names a version or a label: no router is asked. */
final class Pinned {
    /** Before a label that nobody can look up yet; no arm's name begins so. */
    private static final String LATER = "/labels/";

    private Pinned() {}

    /**
     * Where it goes; while nothing is live yet, to what {@link Gap} finds out later.
     *
     * @throws InferenceException {@code VERSION_NOT_FOUND}, with what there is
     */
    static Route route(String model, Serving serving, InferenceRequest request) {
        Optional<String> version = request.version();
        return version.isPresent()
                ? version(model, serving, version.get())
                : label(model, serving, request.label().orElse(""));
    }

    private static Route version(String model, Serving serving, String version) {
        String arm = serving.versions().get(version);
        Route route = arm == null ? null : serving.routes().get(arm);
        if (route != null) {
            return route;
        }
        if (serving.arms().isEmpty() && ModelId.isName(version)) {
            return Route.to(version); // nothing is live yet: the lease will tell
        }
        throw new InferenceException(
                ErrorCode.VERSION_NOT_FOUND,
                "model '" + model + "' has no version '" + version + "', there are "
                        + serving.versions().keySet().stream().sorted().toList());
    }

    private static Route label(String model, Serving serving, String label) {
        if (serving.arms().isEmpty() && ModelId.isName(label)) {
            return Route.to(LATER + label);
        }
        Route route = serving.routes().get(arm(model, serving, label));
        return route == null ? Route.to(label) : route;
    }

    /** The arm of a label that {@link #route} could not look up; any other word as it is. */
    static String resolve(String model, Serving serving, String word) {
        boolean waiting = word.startsWith(LATER) && !serving.arms().isEmpty();
        return waiting ? arm(model, serving, word.substring(LATER.length())) : word;
    }

    private static String arm(String model, Serving serving, String label) {
        String arm = serving.labelled(label);
        if (arm != null) {
            return arm;
        }
        TreeSet<String> known = new TreeSet<>(serving.labels().keySet());
        known.addAll(serving.arms());
        throw new InferenceException(
                ErrorCode.VERSION_NOT_FOUND,
                "model '" + model + "' has no label '" + label + "'" + Nearest.suggestion(label, known));
    }
}

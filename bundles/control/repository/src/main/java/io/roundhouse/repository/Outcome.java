package io.roundhouse.repository;

import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.flow.ModelCatalog;
import java.util.List;

/** What came of telling the lifecycle about a model. */
enum Outcome {
    /** Nothing is known of it, or all of it is closed. */
    GONE,
    PENDING,
    LIVE,
    /** Something of it failed, or waits for a plugin that is not there. */
    FAILED;

    static Outcome of(ModelCatalog catalog, String name) {
        return of(catalog.models(), name);
    }

    static Outcome of(List<ModelStatus> all, String name) {
        List<ModelStatus> rows = rows(all, name);
        if (rows.stream().allMatch(row -> row.state() == ModelState.CLOSED)) {
            return GONE;
        }
        if (rows.stream().anyMatch(Outcome::isPending)) {
            return PENDING;
        }
        return rows.stream().anyMatch(Outcome::isFailed) ? FAILED : LIVE;
    }

    /** Why it failed. */
    static String reason(ModelCatalog catalog, String name) {
        return rows(catalog.models(), name).stream()
                .filter(Outcome::isFailed)
                .map(ModelStatus::reason)
                .findFirst()
                .orElse("no reason is known");
    }

    private static List<ModelStatus> rows(List<ModelStatus> all, String name) {
        return all.stream().filter(row -> row.id().name().equals(name)).toList();
    }

    private static boolean isPending(ModelStatus row) {
        return switch (row.state()) {
            case LOADING, DRAINING -> true;
            case WAITING -> row.reason().isEmpty();
            default -> false;
        };
    }

    private static boolean isFailed(ModelStatus row) {
        return row.state() == ModelState.FAILED || (row.state() == ModelState.WAITING && !isPending(row));
    }
}

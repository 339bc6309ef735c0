package io.roundhouse.rollouts;

import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.server.control.ModelDefinition;
import java.util.List;
import java.util.Optional;

/** The version folders of a definition, oldest first. */
final class Versions {
    private final List<ModelArtifact> all;

    Versions(ModelDefinition definition) {
        all = definition.versions();
    }

    boolean has(String version) {
        return find(version).isPresent();
    }

    /** With these very files. */
    boolean has(Canary canary) {
        return find(canary.version())
                .filter(artifact -> artifact.digest().equals(canary.digest()))
                .isPresent();
    }

    Optional<Canary> canary(String version) {
        return find(version).map(Versions::canary);
    }

    List<String> words() {
        return all.stream().map(artifact -> artifact.id().version()).toList();
    }

    /** The newest that was not rolled back; the newest of all where each was. */
    String newest(CourseState state) {
        String newest = canary(all.get(all.size() - 1)).version();
        for (ModelArtifact artifact : all) {
            newest = state.isRejected(canary(artifact))
                    ? newest
                    : canary(artifact).version();
        }
        return newest;
    }

    /** The newest, if it is newer than the live one and was not rolled back. */
    Optional<Canary> next(CourseState state) {
        Canary newest = canary(all.get(all.size() - 1));
        boolean old = newest.version().equals(state.stable()) || !has(state.stable()) || state.isRejected(newest);
        return old ? Optional.empty() : Optional.of(newest);
    }

    private Optional<ModelArtifact> find(String version) {
        return all.stream()
                .filter(artifact -> artifact.id().version().equals(version))
                .findFirst();
    }

    private static Canary canary(ModelArtifact artifact) {
        return new Canary(artifact.id().version(), artifact.digest(), "");
    }
}

package io.roundhouse.api.model;

import java.util.List;
import java.util.Optional;

/**
 * What is known of one model version.
 *
 * @param reason why it is not live, in a sentence; when it is, what its answers are marked with, and mostly empty
 * @param spec what clients send and get, the transformers included; empty until it was loaded once
 * @param engine the engine's name, or what the model asks for while there is none
 * @param engineVersion empty while there is none
 * @param arms the traffic arms it answers for
 * @param labels the words it can be asked for by: its arms, live or not, and what the section {@code labels} says
 * @param transformers name and version of each step, before and after the model, in order
 * @param liveSinceMillis wall clock, 0 when it is not live
 * @param notes what an operator should know of how it is served, a sentence each: on which device, and whether a row is
 *     answered in a batch as it is alone; empty while it is not live
 */
public record ModelStatus(
        ModelId id,
        ModelState state,
        String reason,
        Optional<ModelSpec> spec,
        String engine,
        String engineVersion,
        List<String> arms,
        List<String> labels,
        List<String> transformers,
        long liveSinceMillis,
        List<String> notes) {
    public ModelStatus {
        arms = List.copyOf(arms);
        labels = List.copyOf(labels);
        transformers = List.copyOf(transformers);
        notes = List.copyOf(notes);
    }

    /** One of which there is nothing more to know. */
    public ModelStatus(
            ModelId id,
            ModelState state,
            String reason,
            Optional<ModelSpec> spec,
            String engine,
            String engineVersion,
            List<String> arms,
            List<String> labels,
            List<String> transformers,
            long liveSinceMillis) {
        this(id, state, reason, spec, engine, engineVersion, arms, labels, transformers, liveSinceMillis, List.of());
    }

    /** One whose labels are its arms. */
    public ModelStatus(
            ModelId id,
            ModelState state,
            String reason,
            Optional<ModelSpec> spec,
            String engine,
            String engineVersion,
            List<String> arms,
            List<String> transformers,
            long liveSinceMillis) {
        this(id, state, reason, spec, engine, engineVersion, arms, arms, transformers, liveSinceMillis);
    }
}

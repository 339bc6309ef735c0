package io.roundhouse.server.flow;

import io.roundhouse.api.model.ModelId;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Lets steps remember what they made, all within one bound of bytes. */
@ProviderType
public interface StepCaches {
    /**
     * A step that asks {@code step} only for columns that it has not seen, as far as {@link Transformer#caching} allows.
     * Called by the control plane.
     *
     * @param name the step's word in {@code model.yaml}
     * @return {@code step} itself where nothing may be remembered; else one whose close closes {@code step} and forgets
     */
    Transformer remembering(ModelId model, String name, Transformer step);

    /** Every step that remembers now; a fresh snapshot. */
    List<Count> counts();

    /** Nobody remembers anything; for tests. */
    static StepCaches none() {
        return new StepCaches() {
            @Override
            public Transformer remembering(ModelId model, String name, Transformer step) {
                return step;
            }

            @Override
            public List<Count> counts() {
                return List.of();
            }
        };
    }

    /**
     * What became of the look-ups of one step.
     *
     * @param hits requests, or rows, that the step was not asked for
     * @param misses those that it was asked for
     * @param bytes what is kept of it now
     */
    record Count(ModelId model, String step, long hits, long misses, long bytes) {}
}

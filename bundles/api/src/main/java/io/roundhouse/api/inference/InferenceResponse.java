package io.roundhouse.api.inference;

import io.roundhouse.api.tensor.Tensors;
import java.util.List;

/**
 * An answer. Immutable.
 *
 * @param id as in the request
 * @param outputs those asked for, in the order asked for; the receiver's
 * @param flags what was not as it should be although there is an answer, a sentence each; mostly none
 */
public record InferenceResponse(String id, ServedBy servedBy, Tensors outputs, Timing timing, List<String> flags) {
    public InferenceResponse {
        flags = List.copyOf(flags);
    }

    /** An answer without flags. */
    public InferenceResponse(String id, ServedBy servedBy, Tensors outputs, Timing timing) {
        this(id, servedBy, outputs, timing, List.of());
    }
}

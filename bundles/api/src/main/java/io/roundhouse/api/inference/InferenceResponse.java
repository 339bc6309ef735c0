package io.roundhouse.api.inference;

import io.roundhouse.api.tensor.Tensors;

/**
 * An answer. Immutable.
 *
 * @param id as in the request
 * @param outputs those asked for, in the order asked for; the receiver's
 */
public record InferenceResponse(String id, ServedBy servedBy, Tensors outputs, Timing timing) {}

package io.roundhouse.feedback;

import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a request thread leaves behind: references only. The inputs are not among them, as they may be large.
 *
 * @param output null where only rewards are expected
 */
record Pending(String id, ServedBy servedBy, @Nullable Tensor output) {}

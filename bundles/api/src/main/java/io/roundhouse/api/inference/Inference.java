package io.roundhouse.api.inference;

import io.roundhouse.api.error.InferenceException;
import org.osgi.annotation.versioning.ProviderType;

/** The door of the data plane: what every protocol calls. */
@ProviderType
public interface Inference {
    /**
     * Answers a request. Called on many threads at once; blocks until the answer stands, at most to the request's
     * deadline and a little more.
     *
     * @throws InferenceException there is no answer; the code says why
     */
    InferenceResponse infer(InferenceRequest request);
}

package io.roundhouse.server.flow;

import io.roundhouse.api.error.InferenceException;
import org.osgi.annotation.versioning.ProviderType;

/** The protocol's JSON door without HTTP: what a file of the shell goes through. */
@ProviderType
public interface JsonInference {
    /**
     * Answers a request document as {@code POST /v2/models/MODEL/infer} would. Blocks as {@link
     * io.roundhouse.api.inference.Inference#infer}.
     *
     * @param request a JSON document, UTF-8; only read
     * @return the answer's JSON document, UTF-8; the caller's
     * @throws InferenceException as the request over HTTP would have been answered
     */
    byte[] infer(String model, byte[] request);
}

package io.roundhouse.server.control;

import io.roundhouse.server.control.Offline.Subject;
import io.roundhouse.server.control.Offline.Watch;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the monitor {@code drift} holds a model's requests against, made from a file of training data by the monitor's own
 * code: how each column that clients send is distributed, and each that they get where the model is served here.
 */
@ProviderType
public interface Profiler {
    /** The file in the version's folder; the monitor is told of it as {@code reference: 1/profile.json}. */
    String FILE = "profile.json";

    /**
     * Goes twice through all rows of a file, as {@link Offline} does, and asks the model about each once. Blocks; an
     * interrupt ends it, and leaves nothing behind.
     *
     * @param inputsOnly whether the model is not asked
     * @param watch told after each batch, on the calling thread
     * @throws io.roundhouse.api.error.InferenceException nothing was written: with one sentence, for a wrong value with its
     *     file, line and column
     */
    Profiled profile(Subject subject, Path data, boolean inputsOnly, Watch watch);

    /**
     * What {@link #profile} did.
     *
     * @param rows that are in the profile
     * @param refused rows that are not, as the model or its steps answered that they are wrong
     * @param refusal what was said of the first of these; empty where there is none
     * @param withoutOutputs why the model was not asked; empty where it was
     * @param file where it is written
     */
    record Profiled(
            String model,
            String version,
            long rows,
            long refused,
            String refusal,
            List<String> inputs,
            List<String> outputs,
            String withoutOutputs,
            Path file) {
        public Profiled {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }
}

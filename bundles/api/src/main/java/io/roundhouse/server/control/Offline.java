package io.roundhouse.server.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The steps of a model over files, and the model, by the bundles that serve it: what is learnt from training data, and
 * what a model is trained with, comes the same way as what it is asked later.
 *
 * <p>Files are CSV, JSON lines or Parquet, told by their names. They are read in batches, in bounded memory. One call at a
 * time; it blocks, and an interrupt ends it, leaving nothing behind. Every method throws {@link
 * io.roundhouse.api.error.InferenceException} with one sentence, for a wrong value with its file, line and column; then
 * nothing was written.
 */
@ProviderType
public interface Offline {
    /**
     * Lets the steps learn, and writes what they learnt into the version's folder: those before the model, then those after
     * it from what the model answers, if there is a model already.
     *
     * @param data with a row for each example
     * @param watch told after each batch, on the calling thread
     */
    Learnt fit(Subject subject, Path data, Watch watch);

    /** Lets only the steps after the model learn; those before it stay as they learnt. Else as {@link #fit}. */
    Learnt fitAfter(Subject subject, Path data, Watch watch);

    /** Runs the steps before the model over a file; watch as for {@link #fit}. */
    Written transform(Subject subject, Transform transform, Watch watch);

    /** Runs all steps and the model over a file: the answers that a client would get. Else as {@link #transform}. */
    Written answer(Subject subject, Transform transform, Watch watch);

    /**
     * Whose steps.
     *
     * @param model a name in the folder of models; or, with a slash in it, a model folder anywhere
     * @param version empty for the newest
     */
    record Subject(String model, Optional<String> version) {}

    /**
     * What to write.
     *
     * @param out replaced, whole or not at all, when everything is written
     * @param columns of those that the steps, and the model, write; none for all that no later step reads
     * @param keep columns of the input to write first, as they are; {@code NAME:text} and {@code NAME:number} say what
     *     they hold, which their first rows tell otherwise
     */
    record Transform(Path in, Path out, List<String> columns, List<String> keep) {
        public Transform {
            columns = List.copyOf(columns);
            keep = List.copyOf(keep);
        }
    }

    /**
     * What {@link #fit} did.
     *
     * @param steps those that learnt, in order
     * @param waiting those after the model that cannot learn, as there is no model yet
     * @param passes over the data: a step that reads what another writes can learn only after it
     * @param file where it is written
     */
    record Learnt(
            String model, String version, List<String> steps, List<String> waiting, int passes, long rows, Path file) {
        public Learnt {
            steps = List.copyOf(steps);
            waiting = List.copyOf(waiting);
        }
    }

    /** What {@link #transform} or {@link #answer} did. */
    record Written(String model, String version, List<String> columns, long rows, Path file) {
        public Written {
            columns = List.copyOf(columns);
        }
    }

    /** Whoever waits for it. */
    interface Watch {
        /**
         * Told how far it is.
         *
         * @param doing for a person: {@code pass 2}
         * @param rows done in this pass
         * @param share of this pass, 0 to 1
         */
        void at(String doing, long rows, double share);
    }
}

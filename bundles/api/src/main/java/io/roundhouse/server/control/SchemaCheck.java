package io.roundhouse.server.control;

import io.roundhouse.server.control.Offline.Subject;
import io.roundhouse.server.control.Offline.Watch;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The schema of a model, the one its requests are held against, and a file: what it would learn from it, and which rows do
 * not keep it. Nothing is written and no row is refused.
 */
@ProviderType
public interface SchemaCheck {
    /**
     * Goes through all rows of a file, as {@link Offline} does.
     *
     * @param watch told after each batch, on the calling thread
     * @throws io.roundhouse.api.error.InferenceException the model has no step {@code validate}, or the file cannot be read
     */
    Checked check(Subject subject, Path data, Watch watch);

    /**
     * What the steps {@code validate} would learn from a file; {@link Offline#fit} writes it.
     *
     * @param watch as for {@link #check}
     * @throws io.roundhouse.api.error.InferenceException the model has no step {@code validate}, nothing is left to learn, or
     *     the file cannot be read
     */
    Inferred infer(Subject subject, Path data, Watch watch);

    /** What {@link #infer} found, in the order of the schema. */
    record Inferred(String model, String version, long rows, List<Bound> bounds) {
        public Inferred {
            bounds = List.copyOf(bounds);
        }
    }

    /**
     * A constraint that was learnt.
     *
     * @param what as in {@link Finding}
     * @param bound its keys with what they say: {@code min: 0, max: 2090, action: reject}
     * @param reason why it is so
     */
    record Bound(String what, String bound, String reason) {}

    /**
     * What {@link #check} found.
     *
     * @param wrongRows those with one finding or more
     * @param findings the commonest first
     */
    record Checked(String model, String version, long rows, long wrongRows, List<Finding> findings) {
        public Checked {
            findings = List.copyOf(findings);
        }
    }

    /**
     * A constraint that some rows do not keep.
     *
     * @param what the column in quotes and the constraint: {@code 'Income' range}
     * @param rows how many do not
     * @param firstRow the first of them, counted from 1
     * @param first what is said of it: {@code is 4711, must be 0 to 2090}
     */
    record Finding(String what, long rows, long firstRow, String first) {}
}

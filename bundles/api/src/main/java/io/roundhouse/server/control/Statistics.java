package io.roundhouse.server.control;

import io.roundhouse.api.model.ModelId;
import java.util.List;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/** Counts since the start, of every model version that ever answered. */
@ProviderType
public interface Statistics {
    /** By name and version; a fresh snapshot. Counts never fall. */
    List<ModelStatistics> models();

    /**
     * What one version did.
     *
     * @param lastInferenceMillis wall clock, 0 before the first
     * @param inferenceCount rows answered
     * @param executionCount batches run
     * @param transform time in the steps before and after the model
     * @param batches executions by the rows they had
     */
    record ModelStatistics(
            ModelId model,
            long lastInferenceMillis,
            long inferenceCount,
            long executionCount,
            Times success,
            Times fail,
            Times queue,
            Times transform,
            Times compute,
            SortedMap<Integer, Times> batches) {}

    /** A count, and the nanoseconds of all of them together. */
    record Times(long count, long nanos) {}
}

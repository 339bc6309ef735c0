package io.roundhouse.server.control;

import io.roundhouse.server.control.PluginControl.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Another version of an engine that watches what the one in force answers, on the same requests, and takes its place or
 * goes. One at a time; the models' own ways are told by {@link Rollouts}. Any thread; what throws changed nothing.
 */
@ProviderType
public interface EngineCanaries {
    /** The one going on. */
    Optional<Report> canary();

    /**
     * Adds the version beside and lets an arm on it watch. Blocks until the engine is there; the models follow.
     *
     * @param models those that take part; empty for all that run on the engine
     * @param shadowPercent how many of 100 requests it watches, above 0
     * @param tolerance the relative difference of an element from which a pair counts, of which 2 in 1,000 are allowed; 0
     *     where outputs may differ, as those of models do that were quantised dynamically
     * @param auto whether it takes over by itself when every model's guards are established
     * @param progress told after each step, on the calling thread
     * @throws io.roundhouse.api.error.InferenceException {@code INVALID_REQUEST}, {@code MODEL_NOT_FOUND}, {@code
     *     PLUGIN_MISSING} or {@code LOAD_FAILED} with one sentence
     */
    Report start(
            String engine,
            String version,
            List<String> models,
            double shadowPercent,
            double tolerance,
            boolean auto,
            Consumer<Step> progress);

    /** Makes it the engine in force, as {@link PluginControl#swap} does, whatever the judge says. Blocks. */
    void promote(Consumer<Step> progress);

    /** Takes it away. Blocks. */
    void abort(Consumer<Step> progress);

    /**
     * How far it is.
     *
     * @param from the version that answers
     * @param doing for a person
     */
    record Report(
            String engine,
            String version,
            String from,
            List<String> models,
            double shadowPercent,
            boolean auto,
            long sinceMillis,
            String doing) {
        public Report {
            models = List.copyOf(models);
        }
    }
}

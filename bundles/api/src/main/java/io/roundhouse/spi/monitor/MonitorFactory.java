package io.roundhouse.spi.monitor;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes one kind of monitor that is attached to a model, and leaves it, while that model answers. Registered as a service
 * with {@code roundhouse.name}, the word in {@code model.yaml}, and {@code roundhouse.version}, and {@code
 * roundhouse.events=every} where a sample of the events will not do: others are told of some only, drawn by chance, when
 * monitors take more of the processors than they may. When the service goes, the
 * host detaches and closes what it made; when another version comes, that one is attached and finds the same {@link
 * Watched#data}.
 */
@ConsumerType
@FunctionalInterface
public interface MonitorFactory {
    /**
     * Makes a monitor for one model. Called on the thread on which the monitor will be told events, again after each change
     * of the settings or of what the model takes and gives: the monitor before is closed by then, and has written what is
     * to outlive it. May block some seconds, to read a file for example.
     *
     * @param settings what stands under the monitor's word, or was given with {@code roundhouse:monitor attach}
     * @return the host's from now on: it is closed once
     * @throws InferenceException {@code INVALID_CONFIGURATION}: nothing is attached, and what was is made again with its
     *     own settings; asked again after a minute where there was nothing
     */
    ModelMonitor attach(Watched model, Settings settings);

    /**
     * Begins a reference that is made from a file of rows and not from requests, as {@code roundhouse profile} does. Any
     * thread.
     *
     * @param spec what clients send and get; without outputs where the model could not be run
     * @return empty where this kind of monitor knows no such reference, as by default
     */
    default Optional<Profiling> profiling(ModelSpec spec) {
        return Optional.empty();
    }

    /**
     * A reference that is being made. One thread, and one use: all rows of {@link #sample}, then all of {@link #count}, then
     * {@link #text}. Memory is bounded, however many rows come.
     */
    @ConsumerType
    interface Profiling {
        /**
         * Takes some rows, drawn from all of the file, from which only how to count is learnt.
         *
         * @param inputs as the model's clients send them, each row an example of its own
         * @param outputs what they get; empty where the model could not be run
         */
        void sample(Tensors inputs, Tensors outputs);

        /** Takes some of the other rows, likewise. */
        void count(Tensors inputs, Tensors outputs);

        /**
         * The file that the monitor's setting {@code reference} names.
         *
         * @param origin where the rows came from, word by word, for a person who reads the file
         * @throws InferenceException {@code INVALID_INPUT}: there were too few rows
         */
        String text(Map<String, String> origin);
    }
}

package io.roundhouse.spi.monitor;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
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
}

package io.roundhouse.spi.monitor;

import io.roundhouse.api.inference.InferenceEvent;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A monitor attached to one model. It sees what requests brought and got, and cannot change it.
 *
 * <p>{@link #on} is called on one thread of the host that is this monitor's own, {@link #close} on the same after the last
 * {@code on}; {@link #meters} and {@link #report} on any thread, several at once, also while {@code on} runs. What any of
 * them throws is caught, counted and logged once a minute, and the monitor goes on.
 */
@ConsumerType
@FunctionalInterface
public interface ModelMonitor extends AutoCloseable {
    /**
     * Takes note. May take as long as it needs: meanwhile events gather in a bounded buffer, and what does not fit there is
     * lost to this monitor alone, and counted. Must return soon after its thread was interrupted, which happens when it is
     * detached and has not returned within a second; one that does not is left behind on its thread, and the operator is
     * told.
     *
     * @param events about this model, 1 to 256 in the order in which they came; empty about once a second while nothing
     *     comes, so that what is measured by time can end. Immutable, and may be kept: but a kept request keeps its tensors
     */
    void on(List<InferenceEvent> events);

    /**
     * Numbers, asked at each scrape and every few seconds for alerts and trends; must neither block nor take long. The host
     * adds the label {@code model}.
     */
    default List<PluginMeters.Meter> meters() {
        return List.of();
    }

    /** What a person should know now; asked when one looks. */
    default MonitorReport report() {
        return MonitorReport.NONE;
    }

    /** Writes what is to outlive it into {@link Watched#data}, and lets go of everything; within ten seconds. */
    @Override
    default void close() {}
}

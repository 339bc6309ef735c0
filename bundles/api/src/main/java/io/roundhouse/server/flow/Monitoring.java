package io.roundhouse.server.flow;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.PluginMeters;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The monitors that are attached to models. Any thread. */
@ProviderType
public interface Monitoring {
    /**
     * Attaches a monitor to a model, or attaches it anew with other settings; kept across restarts until it is detached.
     * What {@code model.yaml} says of the same monitor gives way.
     *
     * @throws InferenceException {@code MODEL_NOT_FOUND}, or {@code INVALID_CONFIGURATION}: no such monitor, or one that
     *     refuses its settings; nothing has changed
     */
    void attach(String monitor, String model, Settings settings);

    /**
     * Detaches a monitor that {@link #attach} attached, and deletes its data; what {@code model.yaml} says of it is in
     * force again.
     *
     * @throws InferenceException {@code INVALID_REQUEST}: it is not attached, or stands in {@code model.yaml}
     */
    void detach(String monitor, String model);

    /** Every attachment, by model and monitor; a fresh snapshot. */
    List<Attachment> attachments();

    /** The names of the monitors whose plugins are there, sorted. */
    default List<String> available() {
        return List.of();
    }

    /** How an attachment is. */
    enum State {
        RUNNING,
        /** Its plugin is not there, or its model is not. */
        WAITING,
        /** The monitor refused its settings, or has been inside one call for longer than ten seconds. */
        FAILED
    }

    /**
     * One monitor on one model.
     *
     * @param version of the monitor's plugin; empty while it waits
     * @param byHand whether an operator attached it, and not {@code model.yaml}
     * @param note why it is not running, in a sentence; empty when it is
     * @param seen events it was given
     * @param lost events that did not fit into its buffer, in count or bytes
     * @param passedOver events that it was not told of, as monitors together keep to a share of the processors; those it
     *     was told of were drawn by chance
     * @param failed calls that threw
     * @param waiting events in its buffer now
     * @param report its own words; {@link MonitorReport#NONE} while it does not run
     * @param meters its own numbers, without the label {@code model}
     */
    record Attachment(
            String model,
            String monitor,
            String version,
            boolean byHand,
            State state,
            String note,
            long seen,
            long lost,
            long passedOver,
            long failed,
            int waiting,
            MonitorReport report,
            List<PluginMeters.Meter> meters) {
        public Attachment {
            meters = List.copyOf(meters);
        }
    }
}

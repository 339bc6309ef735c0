package io.roundhouse.monitorhost;

import io.roundhouse.server.flow.Monitoring.Attachment;
import io.roundhouse.server.flow.Monitoring.State;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an attachment is, in words. Told outside its lock, as the monitor itself is asked.
 *
 * @param refusal why the settings in force are not; empty when they are
 * @param missing which plugin is not there; empty when it is
 * @param modelIsNot what the model is not: there, or live; empty when it is both
 */
record Standing(
        Attached attached, @Nullable Watch watch, boolean byHand, String refusal, String missing, String modelIsNot) {
    /** @param refusal empty where the settings in force were not refused */
    static Standing of(Attached attached, @Nullable Watch watch, Wish wish, String refusal, Factories factories) {
        boolean there = factories.best(attached.monitor) != null;
        String missing = there ? "" : factories.missing(attached.monitor);
        return new Standing(attached, watch, wish.byHand != null, refusal, missing, wish.modelIsNot());
    }

    Attachment attachment() {
        Buffer buffer = attached.buffer;
        String note = note();
        return new Attachment(
                attached.model,
                attached.monitor,
                watch == null ? "" : watch.terms.provider().version(),
                byHand,
                state(),
                note,
                buffer.seen(),
                buffer.lost(),
                buffer.passedOver(),
                attached.failed(),
                buffer.waiting(),
                report(),
                meters());
    }

    private MonitorReport report() {
        return watch == null ? MonitorReport.NONE : watch.ask(ModelMonitor::report, MonitorReport.NONE);
    }

    List<Meter> meters() {
        return watch == null ? List.of() : watch.ask(ModelMonitor::meters, List.of());
    }

    State state() {
        if (!refusal.isEmpty() || !hanging().isEmpty()) {
            return State.FAILED;
        }
        return watch != null && watch.isRunning() ? State.RUNNING : State.WAITING;
    }

    private String hanging() {
        return watch == null ? "" : watch.hanging();
    }

    String note() {
        if (!hanging().isEmpty()) {
            return "it " + hanging() + "; what does not fit into its buffer until it returns is lost to it";
        }
        if (!refusal.isEmpty()) {
            return watch == null ? refusal : refusal + "; what was attached before goes on";
        }
        if (watch != null) {
            return watch.isRunning() ? "" : watch.isStopping() ? "it is being detached" : "it is being attached";
        }
        if (!missing.isEmpty()) {
            return missing;
        }
        return modelIsNot.isEmpty()
                ? "it is about to be attached"
                : "model '" + attached.model + "' is not " + modelIsNot;
    }
}

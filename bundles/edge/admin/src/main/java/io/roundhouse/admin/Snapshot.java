package io.roundhouse.admin;

import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.Alerts.Alert;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.flow.Monitoring.Attachment;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole server at one moment, for a page that shows it live.
 *
 * @param models every version known
 * @param arms what each arm did since it came; counts only grow
 * @param process numbers of the process by their Prometheus names, without labels
 * @param alerts pending and firing
 * @param rollouts those under way
 * @param swap the latest exchange of an engine that was asked for here; empty before the first
 */
record Snapshot(
        long atMillis,
        List<ModelStatus> models,
        List<Arm> arms,
        Map<String, Double> process,
        List<Watcher> monitors,
        List<Alert> alerts,
        List<Going> rollouts,
        Optional<Swaps.Swap> swap) {

    /**
     * One arm of one version on one engine.
     *
     * @param failures by error code
     * @param seconds bounds of the duration's buckets, ascending; the last is null, for infinity
     * @param counts answers within each bound, so ascending too
     */
    record Arm(
            String model,
            String version,
            String arm,
            String engine,
            String engineVersion,
            double requests,
            Map<String, Double> failures,
            List<Double> seconds,
            List<Double> counts) {}

    /** A monitor on a model, in a sentence. */
    record Watcher(String model, String monitor, String state, Health health, String summary) {
        static Watcher of(Attachment one) {
            String sentence = one.note().isEmpty() ? one.report().summary() : one.note();
            return new Watcher(
                    one.model(), one.monitor(), one.state().name(), one.report().health(), sentence);
        }
    }

    /** A rollout under way. */
    record Going(String model, Rollouts.State state, String stable, String canary, int step, int steps, String doing) {
        static Going of(Rollouts.Report report) {
            return new Going(
                    report.model(),
                    report.state(),
                    report.stable(),
                    report.canary(),
                    report.step(),
                    report.steps(),
                    report.doing());
        }
    }
}

package io.roundhouse.admin;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.server.control.Alerts;
import io.roundhouse.server.control.Metrics;
import io.roundhouse.server.control.Offline;
import io.roundhouse.server.control.PluginControl;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.server.flow.Monitoring;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import io.roundhouse.spi.router.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What rooms tell of the server: of each kind one with all that there can be, and one with the least. */
final class ToldOfServer {
    private static final Map<String, String> CREDIT = Map.of(
            "model", "credit", "version", "1", "arm", "stable", "engine", "onnxruntime", "engine_version", "1.20.0");

    static final Metrics METRICS = () -> List.of(
            count("roundhouse_inference_requests_total", Map.of(), 10),
            count("roundhouse_inference_failures_total", Map.of("code", "INVALID_INPUT"), 1),
            count("roundhouse_inference_failures_total", Map.of("code", "DEADLINE_EXCEEDED"), 2),
            count("roundhouse_inference_duration_seconds_bucket", Map.of("le", "0.001"), 4),
            count("roundhouse_inference_duration_seconds_bucket", Map.of("le", "0.01"), 7),
            count("roundhouse_inference_duration_seconds_bucket", Map.of("le", "+Inf"), 7),
            new Metrics.Sample("process_cpu_usage", Map.of(), 0.25, false),
            new Metrics.Sample("jvm_threads_live_threads", Map.of(), 40, false));

    private static Metrics.Sample count(String name, Map<String, String> more, double value) {
        Map<String, String> labels = new HashMap<>(CREDIT);
        labels.putAll(more);
        return new Metrics.Sample(name, labels, value, true);
    }

    /** The catalogue. */
    static final class Models implements ModelCatalog {
        @Override
        public List<ModelStatus> models() {
            TensorSpec x = new TensorSpec("x", DataType.FP32, Shape.of(-1, 14));
            ModelSpec spec = new ModelSpec("onnxruntime_onnx", List.of(x), List.of(x), true);
            return List.of(
                    new ModelStatus(
                            new ModelId("credit", "1"),
                            ModelState.LIVE,
                            "",
                            Optional.of(spec),
                            "onnxruntime",
                            "1.20.0",
                            List.of("stable"),
                            List.of("scale 1.0.0"),
                            1_700_000_000_000L),
                    new ModelStatus(
                            new ModelId("minilm", "1"),
                            ModelState.FAILED,
                            "the file ends early",
                            Optional.empty(),
                            "onnxruntime",
                            "",
                            List.of(),
                            List.of(),
                            0));
        }

        @Override
        public boolean isSettled() {
            return true;
        }

        @Override
        public Route route(InferenceRequest request) {
            throw new AssertionError("the admin API only looks");
        }

        @Override
        public ModelLease lease(String model, String arm, Deadline deadline) {
            throw new AssertionError("the admin API only looks");
        }
    }

    /** The host of monitors. */
    static final class Monitors implements Monitoring {
        final List<String> asked = new ArrayList<>();

        @Override
        public List<Attachment> attachments() {
            MonitorReport report = new MonitorReport(
                    MonitorReport.Health.ALARM,
                    "age has moved",
                    List.of(new MonitorReport.Table(
                            "columns", List.of("column", "psi"), List.of(List.of("age", "0.5")))),
                    List.of(new MonitorReport.Histogram(
                            "age", List.of("young", "old"), List.of(0.5, 0.5), List.of(0.1, 0.9))));
            Meter psi = new Meter("roundhouse.drift.psi", "how far", Kind.GAUGE, Map.of("column", "age"), Double.NaN);
            return List.of(
                    new Attachment(
                            "credit",
                            "drift",
                            "1.0.0",
                            true,
                            Monitoring.State.RUNNING,
                            "",
                            9,
                            1,
                            0,
                            0,
                            0,
                            report,
                            List.of(psi)),
                    new Attachment(
                            "minilm",
                            "drift",
                            "",
                            false,
                            Monitoring.State.WAITING,
                            "no monitor drift",
                            0,
                            0,
                            0,
                            0,
                            0,
                            MonitorReport.NONE,
                            List.of()));
        }

        @Override
        public void attach(String monitor, String model, Settings settings) {
            if (model.equals("nobody")) {
                throw new InferenceException(ErrorCode.MODEL_NOT_FOUND, "no model 'nobody'");
            }
            asked.add("attach " + monitor + " " + model + " " + settings.text("window", "none"));
        }

        @Override
        public void detach(String monitor, String model) {
            asked.add("detach " + monitor + " " + model);
        }
    }

    /** The plugins. */
    static final class Plugins implements PluginControl {
        @Override
        public List<Plugin> plugins() {
            return List.of(new Plugin(
                    "engine", "onnxruntime", "1.20.0", "io.roundhouse.onnxruntime 1.20.0", 81, List.of("credit:1")));
        }

        @Override
        public List<Step> swap(String engine, String version, Consumer<Step> progress) {
            Step load = new Step("load", "1 model", Duration.ofMillis(400));
            progress.accept(load);
            if (version.equals("0.0.0")) {
                throw new InferenceException(ErrorCode.LOAD_FAILED, engine + " 0.0.0 cannot be had");
            }
            return List.of(load);
        }

        @Override
        public List<Step> addBeside(String engine, String version, Consumer<Step> progress) {
            throw new AssertionError("not asked here");
        }

        @Override
        public List<Step> takeAway(String engine, String version, Consumer<Step> progress) {
            throw new AssertionError("not asked here");
        }
    }

    /** The alerts. */
    static final class Rules implements Alerts {
        final List<String> asked = new ArrayList<>();

        @Override
        public List<Alert> alerts() {
            return List.of(
                    new Alert("slow", "page", CREDIT, Alerts.State.FIRING, 1, 0.25, "credit is slow", ""),
                    new Alert(
                            "drift", "ticket", CREDIT, Alerts.State.RESOLVED, 2, Double.NaN, "age has moved", "known"));
        }

        @Override
        public List<Rule> rules() {
            return List.of(new Rule(
                    "slow",
                    "page",
                    "p99 above 0.1",
                    Duration.ofMinutes(5),
                    List.of("pause-rollout"),
                    "no such metric"));
        }

        @Override
        public List<Silence> silences() {
            return List.of(new Silence("7", Map.of("alert", "drift"), 3, "ada", "known"));
        }

        @Override
        public String trouble() {
            return "";
        }

        @Override
        public String silence(Map<String, String> labels, Duration duration, String by, String reason) {
            asked.add("silence " + labels + " " + duration + " " + by + " " + reason);
            return "8";
        }

        @Override
        public void unsilence(String id) {
            asked.add("unsilence " + id);
        }

        @Override
        public List<Drained> drained() {
            return List.of(
                    new Drained("credit", "canary", "errors{arm=canary, model=credit}", 1_700_000_000_000L, false));
        }

        @Override
        public void resume(String model, String arm) {
            asked.add("resume " + model + " " + arm);
        }

        @Override
        public Recorded record(Path file, Duration every, Duration limit, Offline.Watch watch) {
            throw new AssertionError("not asked here");
        }

        @Override
        public List<Alert> test(Path rules, Path recording) {
            throw new AssertionError("not asked here");
        }
    }

    private ToldOfServer() {}
}

package io.roundhouse.admin;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.EngineCanaries;
import io.roundhouse.server.control.PluginControl.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A canary under way; it writes down what it is asked. */
final class FakeCanaries implements EngineCanaries {
    static final Report REPORT =
            new Report("onnxruntime", "1.29.0", "1.20.0", List.of("credit"), 20, true, 1_700_000_000_000L, "watches");

    final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean isThere = true;

    @Override
    public Optional<Report> canary() {
        return isThere ? Optional.of(REPORT) : Optional.empty();
    }

    @Override
    public Report start(
            String engine,
            String version,
            List<String> models,
            double shadowPercent,
            double tolerance,
            boolean auto,
            Consumer<Step> progress) {
        if (models.contains("nobody")) {
            throw new InferenceException(ErrorCode.MODEL_NOT_FOUND, "no model 'nobody' runs on " + engine);
        }
        if (version.equals("0.0.0")) {
            throw new InferenceException(ErrorCode.LOAD_FAILED, engine + " 0.0.0 cannot be had");
        }
        asked.add(
                "start " + engine + " " + version + " " + models + " " + shadowPercent + " " + tolerance + " " + auto);
        progress.accept(new Step("start", "in 1 s", Duration.ofSeconds(1)));
        isThere = true;
        return REPORT;
    }

    @Override
    public void promote(Consumer<Step> progress) {
        change("promote", progress);
    }

    @Override
    public void abort(Consumer<Step> progress) {
        change("abort", progress);
    }

    private void change(String what, Consumer<Step> progress) {
        asked.add(what);
        progress.accept(new Step("drain", "", Duration.ofMillis(3)));
        isThere = false;
    }
}

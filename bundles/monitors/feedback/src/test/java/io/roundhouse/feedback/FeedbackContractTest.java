package io.roundhouse.feedback;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.testkit.MonitorContract;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** With its thread, and a model that takes rewards. */
class FeedbackContractTest extends MonitorContract {
    private final FeedbackComponent component;

    FeedbackContractTest(@TempDir Path directory) {
        component = new FeedbackComponent(directory);
        component.apply(Definitions.of("test"), Settings.empty());
        component.start();
    }

    @AfterEach
    void stop() {
        component.stop();
    }

    @Override
    protected InferenceMonitor monitor() {
        return component;
    }

    @Override
    protected OptionalLong counted() {
        component.take("test", java.util.List.of()); // what was answered before is counted when this returns
        return OptionalLong.of(component.reports().stream()
                .flatMap(report -> report.arms().stream())
                .mapToLong(arm -> arm.predictions())
                .sum());
    }
}

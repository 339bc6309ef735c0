package io.roundhouse.pipeline;

import static io.roundhouse.pipeline.PipelineFixture.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineComponentTest {
    private final PipelineFixture first = new PipelineFixture();
    private final PipelineFixture second = new PipelineFixture();
    private final PipelineComponent component = new PipelineComponent(config(2));

    @Test
    void usesTheNewStageWhenItComesBeforeTheOldGoes() {
        connect(first);

        component.setAdmission(second.admission);
        component.unsetAdmission(first.admission);
        component.setCatalog(second.catalog);
        component.unsetCatalog(first.catalog);
        component.infer(request());

        assertThat(second.admission.ends).containsExactly("succeeded");
        assertThat(second.catalog.leased).hasSize(1);
        assertThat(first.catalog.leased).isEmpty();
    }

    @Test
    void refusesWhileAStageIsMissingAndGoesOnWhenItIsBack() {
        connect(first);

        component.unsetCatalog(first.catalog);
        assertThatThrownBy(() -> component.infer(request())).hasMessageContaining("a part of it is exchanged");
        component.setCatalog(second.catalog);
        component.infer(request());

        assertThat(second.catalog.leased).hasSize(1);
    }

    @Test
    void tellsMonitorsThatCameAndNotThoseThatWent() {
        connect(first);
        List<InferenceEvent> seen = new ArrayList<>();
        List<InferenceEvent> missed = new ArrayList<>();
        InferenceMonitor gone = missed::add;
        component.addMonitor(gone, Map.of("roundhouse.name", "gone"));
        component.addMonitor(seen::add, Map.of("roundhouse.name", "metrics"));

        component.removeMonitor(gone);
        component.infer(request());

        assertThat(seen).hasSize(1);
        assertThat(missed).isEmpty();
    }

    @Test
    void answersOnAfterAChangeOfConfiguration() {
        connect(first);

        component.reconfigure(config(4));
        assertThatThrownBy(() -> component.reconfigure(config(0)))
                .hasMessage("io.roundhouse.pipeline: 'shadow.threads' must be a whole number 1..256, was '0'");
        component.infer(request());

        assertThat(first.admission.ends).containsExactly("succeeded");
    }

    @Test
    void refusesWhenItHasStopped() {
        connect(first);

        component.stop();

        assertThatThrownBy(() -> component.infer(request())).hasMessageContaining("the server is stopping");
    }

    @Test
    void hasTheDefaultsThatTheMetatypeShows() {
        PipelineSettings defaults = PipelineSettings.of(Settings.empty());

        assertThat(defaults)
                .isEqualTo(
                        new PipelineSettings(2, 1024, 64 << 20, 50, 30, Duration.ofSeconds(1), Duration.ofMinutes(1)));
        assertThat(PipelineComponent.settings(config(2))).isEqualTo(defaults);
    }

    private void connect(PipelineFixture stages) {
        component.setAdmission(stages.admission);
        component.setCatalog(stages.catalog);
    }

    private static InferenceRequest request() {
        long now = System.nanoTime();
        return InferenceRequest.of("id", "mlp", x(1, 2), Deadline.after(Duration.ofSeconds(5), now), now);
    }

    /** The defaults of the metatype but for one. */
    private static PipelineComponent.Config config(int shadowThreads) {
        return (PipelineComponent.Config) Proxy.newProxyInstance(
                PipelineComponent.class.getClassLoader(),
                new Class<?>[] {PipelineComponent.Config.class},
                (proxy, method, args) ->
                        method.getName().equals("shadow_threads") ? shadowThreads : method.getDefaultValue());
    }
}

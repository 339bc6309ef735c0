package io.roundhouse.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.control.Metrics.Sample;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookoutTest {
    private final Lookout lookout = new Lookout();
    private long seconds;

    private void look(List<Sample> samples) {
        seconds += 15;
        lookout.look(samples, seconds * 1_000_000_000, seconds * 1_000);
    }

    private List<Sample> models(int count) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(new Sample(
                    "roundhouse_inference_requests_total", Map.of("model", "model-" + i), seconds + 1.0, true));
        }
        samples.add(new Sample("process_cpu_usage", Map.of(), 0.5, false));
        return samples;
    }

    @Test
    void watchesSoManyModelsAndTheProcess() {
        look(models(100));
        look(models(100));

        assertThat(lookout.meters().stream().map(Meter::labels).distinct()).hasSize(Lookout.MODELS_MAX + 1);
    }

    @Test
    void beginsAnewAfterASleepAndNotAtTheSameMoment() {
        look(models(1));
        seconds += 3_600;
        look(models(1));

        assertThat(lookout.meters()).isEmpty();
        look(models(1));
        assertThat(lookout.meters()).isNotEmpty();
    }

    @Test
    void forgetsAModelThatIsGoneForAnHour() {
        look(models(2));
        look(models(2));

        for (int i = 0; i < 239; i++) {
            look(models(1));
        }
        assertThat(lookout.meters()).anyMatch(meter -> meter.labels().containsValue("model-1"));
        for (int i = 0; i < 3; i++) {
            look(models(1));
        }

        assertThat(lookout.meters()).noneMatch(meter -> meter.labels().containsValue("model-1"));
    }

    @Test
    void saysWhatItDoesBeforeItKnowsAnything() {
        assertThat(lookout.report().health()).isEqualTo(Health.LEARNING);
        assertThat(lookout.anomalies()).isEmpty();

        look(models(1));
        look(models(1));

        assertThat(lookout.report().summary())
                .startsWith("Nothing is unusual now. 2 models and processes are watched since 1970-01-01T00:00:15Z");
    }

    @Test
    void keepsAHundredThatAreOver() {
        World world = new World(3).live(300);
        for (int i = 0; i < 150; i++) {
            world.live(4, (tick, trouble) -> trouble.confidence = 0.2);
            world.live(60);
        }

        assertThat(world.anomalies()).hasSizeLessThanOrEqualTo(101).isNotEmpty();
    }
}

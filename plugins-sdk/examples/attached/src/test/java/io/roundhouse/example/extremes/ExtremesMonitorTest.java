package io.roundhouse.example.extremes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import io.roundhouse.testkit.ModelMonitorContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExtremesMonitorTest extends ModelMonitorContract {
    @Override
    protected MonitorFactory factory() {
        return new ExtremesFactory();
    }

    @Override
    protected Tensors inputs(int number) {
        return Tensors.of("x", Tensor.ofFloats(Shape.of(2, 4), number, 1, 2, 3, 4, 5, 6, Float.NaN));
    }

    @Test
    void tellsTheSmallestAndTheLargest() {
        try (ModelMonitor monitor = attach("test")) {
            monitor.on(answered(10, 3));

            assertThat(monitor.meters()).extracting(Meter::value).containsExactly(1.0, 12.0);
            assertThat(monitor.report().tables().get(0).rows().get(0)).containsExactly("x", "1.0", "12.0");
        }
    }

    @Test
    void keepsThemWhileItIsUpdated() {
        try (ModelMonitor monitor = attach("test")) {
            monitor.on(answered(-7, 1));
        }

        try (ModelMonitor next = attach("test")) {
            next.on(answered(10, 1));

            assertThat(next.meters()).extracting(Meter::value).containsExactly(-7.0, 10.0);
        }
    }

    @Test
    void refusesAnInputThatTheModelHasNot() {
        assertThatThrownBy(() -> factory().attach(watched("test"), Settings.of(Map.of("input", "z"))))
                .hasMessage("settings: 'input' must be one of [x], was 'z'");
    }
}

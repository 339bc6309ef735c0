package io.roundhouse.example.extremes;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.Watched;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;

/**
 * Attached by {@code - extremes} under {@code monitors:} in {@code model.yaml}, or by {@code roundhouse:monitor attach
 * extremes MODEL}. The setting {@code input} names the one input to watch; without it all FP32 inputs are watched.
 */
@Component(
        service = MonitorFactory.class,
        property = {"roundhouse.name=extremes", "roundhouse.version=1.0.0"})
public final class ExtremesFactory implements MonitorFactory {
    @Override
    public ModelMonitor attach(Watched model, Settings settings) {
        settings.allow("input");
        Set<String> inputs = inputs(model);
        if (settings.has("input")) {
            String input = settings.text("input");
            if (!inputs.contains(input)) {
                throw settings.invalid("input", "must be one of " + inputs + ", was '" + input + "'", null);
            }
            inputs = Set.of(input);
        }
        return new ExtremesMonitor(inputs, model.data().resolve("extremes.properties"));
    }

    /** What clients send, whichever arm answers them. */
    private static Set<String> inputs(Watched model) {
        return model.specs().values().stream()
                .map(ModelSpec::inputs)
                .flatMap(specs -> specs.stream().filter(spec -> spec.type() == DataType.FP32))
                .map(TensorSpec::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

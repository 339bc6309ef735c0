package io.roundhouse.comparison;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.PairListener;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Watches as a monitor, and tells as {@link Comparisons}. */
@Component(
        name = ComparisonComponent.PID,
        service = {InferenceMonitor.class, Comparisons.class, LabelChoices.class},
        property = "roundhouse.name=comparison",
        properties = "OSGI-INF/version.properties")
public final class ComparisonComponent implements InferenceMonitor, Comparisons, LabelChoices {
    static final String PID = "io.roundhouse.comparison";

    private final PairListeners listeners = new PairListeners(System::nanoTime);
    private final ComparisonMonitor monitor = new ComparisonMonitor(listeners, System::currentTimeMillis);

    @Override
    public void on(InferenceEvent event) {
        monitor.on(event);
    }

    @Override
    public List<Report> reports() {
        return monitor.reports();
    }

    @Override
    public void choose(String model, String output) {
        monitor.choose(model, output);
    }

    @Override
    public void forget(String model) {
        monitor.forget(model);
    }

    @Reference(
            name = "listener",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addListener(PairListener listener) {
        listeners.add(listener);
    }

    void removeListener(PairListener listener) {
        listeners.remove(listener);
    }
}

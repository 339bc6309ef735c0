package io.roundhouse.offline;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.Offline;
import io.roundhouse.server.control.SchemaCheck;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The shell of {@link Desk}. */
@Component(
        name = "io.roundhouse.offline",
        service = {Offline.class, SchemaCheck.class})
public final class OfflineComponent implements Offline, SchemaCheck {
    private final StepRegistry steps;
    private final Desk desk;

    @Activate
    public OfflineComponent(BundleContext context, @Reference(name = "repository") ModelRepository repository) {
        this.steps = new StepRegistry(context::getService);
        this.desk = new Desk(repository, steps);
    }

    @Reference(
            name = "transformers",
            service = TransformerFactory.class,
            cardinality = MULTIPLE,
            policy = DYNAMIC,
            policyOption = GREEDY)
    void setTransformer(ServiceReference<TransformerFactory> reference) {
        steps.set(reference);
    }

    void unsetTransformer(ServiceReference<TransformerFactory> reference) {
        steps.unset(reference);
    }

    @Deactivate
    void stop() {
        desk.close();
    }

    @Override
    public Learnt fit(Subject subject, Path data, Watch watch) {
        return desk.fit(subject, data, watch);
    }

    @Override
    public Written transform(Subject subject, Transform transform, Watch watch) {
        return desk.transform(subject, transform, watch);
    }

    @Override
    public Inferred infer(Subject subject, Path data, Watch watch) {
        return desk.infer(subject, data, watch);
    }

    @Override
    public Checked check(Subject subject, Path data, Watch watch) {
        return desk.check(subject, data, watch);
    }
}

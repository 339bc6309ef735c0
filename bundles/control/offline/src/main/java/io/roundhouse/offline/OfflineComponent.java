package io.roundhouse.offline;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.roundhouse.server.control.ModelLoans;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.Offline;
import io.roundhouse.server.control.Profiler;
import io.roundhouse.server.control.SchemaCheck;
import io.roundhouse.server.control.Variants;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The shell of {@link Desk}. */
@Component(
        name = "io.roundhouse.offline",
        service = {Offline.class, SchemaCheck.class, Profiler.class, Variants.class})
public final class OfflineComponent implements Offline, SchemaCheck, Profiler, Variants {
    private final StepRegistry steps;
    private final Desk desk;
    private volatile @Nullable MonitorFactory drift;
    private volatile @Nullable ModelCatalog catalog;

    @Activate
    public OfflineComponent(
            BundleContext context,
            @Reference(name = "repository") ModelRepository repository,
            @Reference(name = "models") ModelLoans models) {
        this.steps = new StepRegistry(context::getService);
        ProfileDesk profiles = new ProfileDesk(repository, steps, () -> drift, () -> catalog, System::nanoTime);
        this.desk = new Desk(repository, steps, models, profiles);
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

    /** Whose profiles are made. */
    @Reference(
            name = "drift",
            service = MonitorFactory.class,
            target = "(roundhouse.name=drift)",
            cardinality = OPTIONAL,
            policy = DYNAMIC,
            policyOption = GREEDY)
    void setDrift(MonitorFactory factory) {
        drift = factory;
    }

    void unsetDrift(MonitorFactory factory) {
        if (drift == factory) { // SCR sets the next one first
            drift = null;
        }
    }

    @Reference(
            name = "catalog",
            service = ModelCatalog.class,
            cardinality = OPTIONAL,
            policy = DYNAMIC,
            policyOption = GREEDY)
    void setCatalog(ModelCatalog models) {
        catalog = models;
    }

    void unsetCatalog(ModelCatalog models) {
        if (catalog == models) {
            catalog = null;
        }
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
    public Learnt fitAfter(Subject subject, Path data, Watch watch) {
        return desk.fitAfter(subject, data, watch);
    }

    @Override
    public Written transform(Subject subject, Transform transform, Watch watch) {
        return desk.transform(subject, transform, watch);
    }

    @Override
    public Profiled profile(Subject subject, Path data, boolean inputsOnly, Watch watch) {
        return desk.profile(subject, data, inputsOnly, watch);
    }

    @Override
    public Written answer(Subject subject, Transform transform, Watch watch) {
        return desk.answer(subject, transform, watch);
    }

    @Override
    public Inferred infer(Subject subject, Path data, Watch watch) {
        return desk.infer(subject, data, watch);
    }

    @Override
    public Checked check(Subject subject, Path data, Watch watch) {
        return desk.check(subject, data, watch);
    }

    @Override
    public Compared compare(Subject subject, Order order, Watch watch) {
        return desk.compare(subject, order, watch);
    }
}

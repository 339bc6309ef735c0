package io.roundhouse.lifecycle;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.roundhouse.server.control.EngineHosts;
import io.roundhouse.server.control.ModelLifecycle;
import io.roundhouse.server.control.ModelLoans;
import io.roundhouse.server.control.ModelSection;
import io.roundhouse.server.control.PluginControl;
import io.roundhouse.server.flow.BatcherFactory;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.StepCaches;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.spi.monitor.PluginMeters;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The shell of {@link House}: plugins come and go through the dynamic references, what is asked is {@link Offer}. */
@Component(
        name = LifecycleComponent.PID,
        service = {ModelLifecycle.class, ModelCatalog.class, ModelLoans.class, PluginControl.class, PluginMeters.class})
@Designate(ocd = LifecycleConfig.class)
public final class LifecycleComponent implements Offer {
    static final String PID = "io.roundhouse.lifecycle";

    private final House house;
    private final PluginRegistry<Engine> engines;
    private final PluginRegistry<TransformerFactory> steps;
    private final PluginRegistry<RouterFactory> routers;
    private final PluginRegistry<InferenceMonitor> monitors;
    private final PluginRegistry<ModelSection> sections;
    private final PluginRegistry<EngineHosts> hosts;

    @Activate
    public LifecycleComponent(
            LifecycleConfig config,
            BundleContext context,
            @Reference(name = "batchers") BatcherFactory batchers,
            @Reference(name = "caches") StepCaches caches) {
        BundleRegistry bundles = new BundleRegistry(context);
        house = new House(LifecycleSettings.of(config), batchers, caches, bundles, bundles.memory());
        engines = new PluginRegistry<>("engine", context, house::engineArrived, house::engineLeaves);
        steps = new PluginRegistry<>("transformer", context, house::transformerArrived, house::transformerLeaves);
        routers = new PluginRegistry<>("router", context, house::routerArrived, house::routerLeaves);
        monitors = new PluginRegistry<>("monitor", context, house::monitorArrived, house::monitorLeaves);
        sections = new PluginRegistry<>("section", context, house::sectionArrived, house::sectionLeaves);
        hosts = new PluginRegistry<>("engine host", context, house::hostArrived, house::hostLeaves);
    }

    @Modified
    void reconfigure(LifecycleConfig config) {
        house.reconfigure(LifecycleSettings.of(config));
    }

    @Activate
    void start() {
        house.start();
    }

    @Deactivate
    void stop() {
        house.stop();
    }

    @Reference(name = "engines", cardinality = MULTIPLE, policy = DYNAMIC, policyOption = GREEDY)
    void setEngine(ServiceReference<Engine> engine) {
        engines.set(engine);
    }

    void unsetEngine(ServiceReference<Engine> engine) {
        engines.unset(engine);
    }

    @Reference(name = "transformers", cardinality = MULTIPLE, policy = DYNAMIC, policyOption = GREEDY)
    void setTransformer(ServiceReference<TransformerFactory> transformer) {
        steps.set(transformer);
    }

    void unsetTransformer(ServiceReference<TransformerFactory> transformer) {
        steps.unset(transformer);
    }

    @Reference(name = "routers", cardinality = MULTIPLE, policy = DYNAMIC, policyOption = GREEDY)
    void setRouter(ServiceReference<RouterFactory> router) {
        routers.set(router);
    }

    void unsetRouter(ServiceReference<RouterFactory> router) {
        routers.unset(router);
    }

    @Reference(name = "monitors", cardinality = MULTIPLE, policy = DYNAMIC, policyOption = GREEDY)
    void setMonitor(ServiceReference<InferenceMonitor> monitor) {
        monitors.set(monitor);
    }

    void unsetMonitor(ServiceReference<InferenceMonitor> monitor) {
        monitors.unset(monitor);
    }

    @Reference(name = "sections", cardinality = MULTIPLE, policy = DYNAMIC, policyOption = GREEDY)
    void setSection(ServiceReference<ModelSection> section) {
        sections.set(section);
    }

    void unsetSection(ServiceReference<ModelSection> section) {
        sections.unset(section);
    }

    @Reference(name = "hosts", cardinality = MULTIPLE, policy = DYNAMIC, policyOption = GREEDY)
    void setHosts(ServiceReference<EngineHosts> engineHosts) {
        hosts.set(engineHosts);
    }

    void unsetHosts(ServiceReference<EngineHosts> engineHosts) {
        hosts.unset(engineHosts);
    }

    @Override
    public House house() {
        return house;
    }
}

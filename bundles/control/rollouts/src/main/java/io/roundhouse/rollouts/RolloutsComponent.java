package io.roundhouse.rollouts;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.server.control.EngineCanaries;
import io.roundhouse.server.control.FeedbackListener;
import io.roundhouse.server.control.Judges;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelLifecycle;
import io.roundhouse.server.control.ModelSection;
import io.roundhouse.server.control.PairListener;
import io.roundhouse.server.control.PluginControl;
import io.roundhouse.server.control.PluginControl.Step;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The owner of the section {@code rollout}, who sees requests, pairs and feedback. Its files lie in the server's data folder
 * and not in the bundle's, which is thrown away with the bundles.
 */
@Component(
        name = "io.roundhouse.rollouts",
        service = {
            Rollouts.class,
            EngineCanaries.class,
            ModelSection.class,
            InferenceMonitor.class,
            PairListener.class,
            FeedbackListener.class
        },
        property = "roundhouse.name=rollout",
        properties = "OSGI-INF/version.properties")
public final class RolloutsComponent
        implements Rollouts, EngineCanaries, ModelSection, InferenceMonitor, PairListener, FeedbackListener {
    private static final String ENGINE = "the canary of an engine";

    private final Courses courses;
    private final Desk desk;
    private final EngineCanary engine;
    private final Looker looker;

    @Activate
    public RolloutsComponent(
            BundleContext context,
            @Reference(name = "judges") Judges judges,
            @Reference(name = "lifecycle") ModelLifecycle lifecycle,
            @Reference(name = "catalog") ModelCatalog catalog,
            @Reference(name = "plugins") PluginControl plugins) {
        FileMemory memory = new FileMemory(directory(context));
        Faults faults = new Faults(System::currentTimeMillis);
        courses = new Courses(judges, memory, lifecycle, catalog, faults, System::currentTimeMillis);
        courses.remember(memory.read());
        desk = new Desk(courses, System::currentTimeMillis);
        engine = new EngineCanary(courses, plugins, memory, System::currentTimeMillis);
        engine.remember();
        looker = new Looker(() -> faults.attempt(ENGINE, engine::comeBack), () -> {
            courses.look();
            faults.attempt(ENGINE, engine::look);
        });
    }

    private static Path directory(BundleContext context) {
        String data = context.getProperty("karaf.data");
        File own = data == null ? context.getDataFile("rollouts") : new File(data, "rollouts");
        return own.toPath();
    }

    @Activate
    void start() {
        looker.start();
    }

    @Deactivate
    void stop() {
        looker.stop();
    }

    @Override
    public void check(ModelDefinition definition, Settings section) {
        Plans.check(definition, section);
    }

    @Override
    public ModelDefinition shape(ModelDefinition definition, Settings section) {
        boolean declared = definition.sections().containsKey("rollout");
        return courses.shape(definition, declared ? Plan.read(section) : null);
    }

    @Override
    public void apply(ModelDefinition definition, Settings section) {
        // it was shaped, and the looker sees what comes of it
    }

    @Override
    public void remove(String model) {
        courses.leave(model);
    }

    @Override
    public void on(InferenceEvent event) {
        courses.on(event);
    }

    @Override
    public void on(Pair pair) {
        courses.saw(pair.model(), new Seen.Both(pair));
    }

    @Override
    public void on(Joined joined) {
        courses.saw(joined.model(), new Seen.Worth(joined));
    }

    @Override
    public List<Rollouts.Report> rollouts() {
        return desk.rollouts();
    }

    @Override
    public Optional<EngineCanaries.Report> canary() {
        return engine.canary();
    }

    @Override
    public EngineCanaries.Report start(
            String name,
            String version,
            List<String> models,
            double shadowPercent,
            double tolerance,
            boolean auto,
            Consumer<Step> progress) {
        return engine.start(name, version, models, shadowPercent, tolerance, auto, progress);
    }

    @Override
    public void promote(Consumer<Step> progress) {
        engine.promote(progress);
    }

    @Override
    public void abort(Consumer<Step> progress) {
        engine.abort(progress);
    }

    @Override
    public Rollouts.Report start(String model, Optional<String> version) {
        return desk.start(model, version);
    }

    @Override
    public Rollouts.Report pause(String model) {
        return desk.pause(model);
    }

    @Override
    public Rollouts.Report resume(String model) {
        return desk.resume(model);
    }

    @Override
    public Rollouts.Report promote(String model) {
        return desk.promote(model);
    }

    @Override
    public Rollouts.Report abort(String model) {
        return desk.abort(model);
    }
}

package io.roundhouse.pipeline;

import com.sun.management.OperatingSystemMXBean;
import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Inference;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.server.flow.Admission;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.Shadowing;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The shell around {@link InferencePipeline}. Its stages come and go while requests run: the pipeline is made anew for
 * each change and replaced whole; a request keeps the one it began with. The runtime sets the new stage before it unsets
 * the old, so an unset clears only what is still the current one.
 */
@Component(
        name = PipelineComponent.PID,
        service = {Inference.class, Shadowing.class})
@Designate(ocd = PipelineComponent.Config.class)
public final class PipelineComponent implements Inference, Shadowing {
    static final String PID = "io.roundhouse.pipeline";
    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** What an operator may set. */
    @ObjectClassDefinition(id = PID, name = "Roundhouse pipeline", description = "What shadow requests may cost.")
    public @interface Config {
        @AttributeDefinition(name = "Shadow threads", description = "Shadow requests answered at once, 1 to 256.")
        int shadow_threads() default 2;

        @AttributeDefinition(
                name = "Shadow queue",
                description = "Shadow requests that wait for one watching arm, 1 to 65536; more are left out.")
        int shadow_queue_max() default 1024;

        @AttributeDefinition(
                name = "Shadow memory",
                description = "Megabytes that all waiting shadow requests may keep, with the answers they are compared"
                        + " with, 1 to 65536; more are left out.")
        int shadow_memory_max_mb() default 64;

        @AttributeDefinition(
                name = "Load that leaves room for shadows",
                description = "A shadow request begins while fewer requests than this share of the processors are"
                        + " inside, 1 to 1000 percent; at least one may not be.")
        int shadow_load_max_percent() default 50;

        @AttributeDefinition(
                name = "Idle share that shadows leave",
                description =
                        "Shadow requests take the processor time that is idle beyond this share of all processors,"
                                + " 0 to 100 percent, and one percent in any case; 0 lets them have all of it.")
        int shadow_idle_min_percent() default 30;

        @AttributeDefinition(
                name = "Longest wait of a shadow",
                description = "A shadow request that found no room for so long is left out; up to 1h.")
        String shadow_wait_max() default "1s";

        @AttributeDefinition(
                name = "Silence that is an alarm",
                description = "A watching arm that gets nothing for so long, although there is something, is reported"
                        + " once a minute; up to 1h.")
        String shadow_silence_max() default "1m";
    }

    private final MonitorRegistry monitors = new MonitorRegistry(System::nanoTime);
    private final ShadowLine line = new ShadowLine(System::nanoTime);
    private @Nullable Admission admission; // guarded by this
    private @Nullable ModelCatalog catalog; // guarded by this
    private Shadows shadows; // guarded by this
    private volatile PipelineSettings settings;
    private volatile @Nullable InferencePipeline pipeline;

    @Activate
    public PipelineComponent(Config config) {
        settings = settings(config);
        shadows = shadows();
    }

    private Shadows shadows() {
        IntSupplier processors = Runtime.getRuntime()::availableProcessors;
        IdleBudget budget =
                new IdleBudget(MACHINE::getCpuLoad, processors, settings.idleMinPercent() / 100.0, System::nanoTime);
        return new Shadows(settings, line, monitors, System::nanoTime, processors, budget);
    }

    @Modified
    void reconfigure(Config config) {
        PipelineSettings changed = settings(config);
        Shadows old;
        synchronized (this) {
            old = shadows;
            settings = changed;
            shadows = shadows();
            connect();
        }
        old.close();
    }

    @Deactivate
    void stop() {
        Shadows last;
        synchronized (this) {
            last = shadows;
            pipeline = null;
        }
        last.close();
        line.clear();
    }

    @Override
    public List<Arm> arms() {
        return line.arms(settings);
    }

    @Override
    public InferenceResponse infer(InferenceRequest request) {
        InferencePipeline current = pipeline;
        if (current == null) {
            throw new InferenceException(ErrorCode.DRAINING, "the server is stopping or a part of it is exchanged");
        }
        return current.infer(request);
    }

    private synchronized void connect() {
        pipeline = admission == null || catalog == null
                ? null
                : new InferencePipeline(admission, catalog, monitors, shadows.on(catalog, admission), System::nanoTime);
    }

    @Reference(name = "admission", policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    synchronized void setAdmission(Admission newAdmission) {
        admission = newAdmission;
        connect();
    }

    synchronized void unsetAdmission(Admission oldAdmission) {
        if (admission == oldAdmission) {
            admission = null;
            connect();
        }
    }

    @Reference(name = "catalog", policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    synchronized void setCatalog(ModelCatalog newCatalog) {
        catalog = newCatalog;
        connect();
    }

    synchronized void unsetCatalog(ModelCatalog oldCatalog) {
        if (catalog == oldCatalog) {
            catalog = null;
            connect();
        }
    }

    @Reference(
            name = "monitor",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addMonitor(InferenceMonitor monitor, Map<String, Object> properties) {
        monitors.add(String.valueOf(properties.get("roundhouse.name")), monitor);
    }

    void removeMonitor(InferenceMonitor monitor) {
        monitors.remove(monitor);
    }

    static PipelineSettings settings(Config config) {
        return PipelineSettings.of(Settings.builder(PID)
                .put("shadow.threads", Integer.toString(config.shadow_threads()), PID)
                .put("shadow.queue.max", Integer.toString(config.shadow_queue_max()), PID)
                .put("shadow.memory.max.mb", Integer.toString(config.shadow_memory_max_mb()), PID)
                .put("shadow.load.max.percent", Integer.toString(config.shadow_load_max_percent()), PID)
                .put("shadow.idle.min.percent", Integer.toString(config.shadow_idle_min_percent()), PID)
                .put("shadow.wait.max", config.shadow_wait_max(), PID)
                .put("shadow.silence.max", config.shadow_silence_max(), PID)
                .build());
    }
}

package io.roundhouse.pipeline;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Inference;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.server.flow.Admission;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.util.Map;
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
@Component(name = PipelineComponent.PID, service = Inference.class)
@Designate(ocd = PipelineComponent.Config.class)
public final class PipelineComponent implements Inference {
    static final String PID = "io.roundhouse.pipeline";

    /** What an operator may set. */
    @ObjectClassDefinition(id = PID, name = "Roundhouse pipeline", description = "What shadow requests may cost.")
    public @interface Config {
        @AttributeDefinition(name = "Shadow threads", description = "Shadow requests answered at once, 1 to 256.")
        int shadow_threads() default 2;

        @AttributeDefinition(
                name = "Shadow queue",
                description = "Shadow requests that wait for a thread, 1 to 65536; more are left out.")
        int shadow_queue_max() default 64;
    }

    private final MonitorRegistry monitors = new MonitorRegistry(System::nanoTime);
    private @Nullable Admission admission; // guarded by this
    private @Nullable ModelCatalog catalog; // guarded by this
    private Shadows shadows; // guarded by this
    private volatile @Nullable InferencePipeline pipeline;

    @Activate
    public PipelineComponent(Config config) {
        shadows = new Shadows(settings(config), monitors, System::nanoTime);
    }

    @Modified
    void reconfigure(Config config) {
        Shadows old;
        synchronized (this) {
            old = shadows;
            shadows = new Shadows(settings(config), monitors, System::nanoTime);
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
                : new InferencePipeline(admission, catalog, monitors, shadows.on(catalog), System::nanoTime);
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
                .build());
    }
}

package io.roundhouse.admission;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.server.flow.Admission;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The shell around {@link Gate}: its configuration, and the drain when the framework stops. The framework tells a
 * synchronous listener before it stops the first bundle, so every stage is still there while the last requests end.
 */
@Component(name = AdmissionComponent.PID, service = Admission.class)
@Designate(ocd = AdmissionComponent.Config.class)
public final class AdmissionComponent implements Admission {
    static final String PID = "io.roundhouse.admission";

    private static final Logger LOG = System.getLogger(PID);

    /** What an operator may set. */
    @ObjectClassDefinition(id = PID, name = "Roundhouse admission", description = "How many requests run, and wait.")
    public @interface Config {
        @AttributeDefinition(
                name = "Concurrency",
                description =
                        "Requests that run at once, 1 to 65536. Fewer than the HTTP threads, else nothing queues.")
        int concurrency_max() default 128;

        @AttributeDefinition(
                name = "Queue length",
                description = "Requests that wait for a place, 0 to 65536; more are refused with OVERLOADED.")
        int queue_length_max() default 96;

        @AttributeDefinition(
                name = "Longest wait",
                description = "A request that waited so long for a place is refused with OVERLOADED; up to 10m.")
        String queue_wait_max() default "10s";

        @AttributeDefinition(
                name = "Drain timeout",
                description = "How long a stopping server waits for the requests inside; up to 10m.")
        String drain_timeout() default "20s";
    }

    private final BundleContext context;
    private final SynchronousBundleListener stopping = this::onBundleEvent;
    private final Gate gate;
    private volatile Duration drainTimeout;

    @Activate
    public AdmissionComponent(Config config, BundleContext context) {
        AdmissionSettings settings = settings(config);
        this.context = context;
        this.gate = new Gate(settings, System::nanoTime);
        this.drainTimeout = settings.drainTimeout();
    }

    @Activate
    void start() {
        context.addBundleListener(stopping);
    }

    @Deactivate
    void stop() {
        context.removeBundleListener(stopping);
    }

    @Modified
    void reconfigure(Config config) {
        AdmissionSettings settings = settings(config);
        gate.reconfigure(settings);
        drainTimeout = settings.drainTimeout();
    }

    static AdmissionSettings settings(Config config) {
        return AdmissionSettings.of(Settings.builder(PID)
                .put("concurrency.max", Integer.toString(config.concurrency_max()), PID)
                .put("queue.length.max", Integer.toString(config.queue_length_max()), PID)
                .put("queue.wait.max", config.queue_wait_max(), PID)
                .put("drain.timeout", config.drain_timeout(), PID)
                .build());
    }

    private void onBundleEvent(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            long began = System.nanoTime();
            boolean out = gate.drain(drainTimeout);
            LOG.log(
                    out ? Level.INFO : Level.WARNING,
                    "server drained complete={0} took_ms={1} still_inside={2}",
                    out,
                    (System.nanoTime() - began) / 1_000_000,
                    gate.running());
        }
    }

    @Override
    public Entry enter(InferenceRequest request) {
        return gate.enter(request);
    }

    @Override
    public boolean drain(Duration timeout) {
        return gate.drain(timeout);
    }

    @Override
    public void resume() {
        gate.resume();
    }

    @Override
    public boolean isOpen() {
        return gate.isOpen();
    }

    @Override
    public void shed(int percent) {
        gate.shed(percent);
    }

    @Override
    public int running() {
        return gate.running();
    }
}

package io.roundhouse.onnxruntime;

import io.roundhouse.spi.engine.Engine;
import java.io.File;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The engine that {@code model.yaml} calls {@code onnxruntime}. It registers the service itself, because a service of
 * SCR's would be there before anybody knows whether the natives load on this machine.
 */
@Component(
        name = "io.roundhouse.onnxruntime",
        service = {},
        property = "roundhouse.name=onnxruntime",
        properties = "OSGI-INF/version.properties")
public final class OnnxRuntimeComponent {
    /** For owners to answer what they have begun; a model's requests wait elsewhere meanwhile. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final BundleContext context;
    private final String version;
    private @Nullable Revision revision;
    private @Nullable ServiceRegistration<Engine> registration;

    @Activate
    public OnnxRuntimeComponent(BundleContext context, Map<String, Object> properties) {
        this.context = context;
        this.version = String.valueOf(properties.get("roundhouse.version"));
    }

    @Activate
    void start() {
        File home = context.getDataFile("natives");
        if (home == null) {
            throw new IllegalStateException("ONNX Runtime " + version + " cannot start: the framework gives bundles no"
                    + " folder for files, and natives need one");
        }
        Revision opened = Revision.open(version, home.toPath(), System.getenv(Revision.TELEMETRY_SWITCH));
        revision = opened;
        Map<String, Object> properties = Map.of(
                "roundhouse.name",
                "onnxruntime",
                "roundhouse.version",
                version,
                "roundhouse.devices",
                opened.engine().devices().toArray(String[]::new));
        registration = context.registerService(Engine.class, opened.engine(), FrameworkUtil.asDictionary(properties));
    }

    @Deactivate
    void stop() {
        if (registration != null) {
            registration.unregister();
        }
        if (revision != null) {
            revision.close(STOP_LIMIT);
        }
    }
}

package io.roundhouse.tensorflow;

import io.roundhouse.spi.engine.Engine;
import java.io.File;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The engine that {@code model.yaml} calls {@code tensorflow}. Its native code comes with the first model. */
@Component(
        name = "io.roundhouse.tensorflow",
        service = {},
        property = {"roundhouse.name=tensorflow", "roundhouse.isolation=process"},
        properties = "OSGI-INF/version.properties")
public final class TensorFlowComponent {
    private final BundleContext context;
    private final String version;
    private @Nullable ServiceRegistration<Engine> registration;

    @Activate
    public TensorFlowComponent(BundleContext context, Map<String, Object> properties) {
        this.context = context;
        this.version = String.valueOf(properties.get("roundhouse.version"));
    }

    @Activate
    void start() {
        File home = context.getDataFile("natives");
        if (home == null) {
            throw new IllegalStateException("TensorFlow " + version
                    + " cannot start: the framework gives bundles no folder" + " for files, and natives need one");
        }
        Engine engine =
                new TensorFlowEngine(home.toPath(), Runtime.getRuntime().availableProcessors(), System::nanoTime);
        Map<String, String> properties = Map.of(
                "roundhouse.name", "tensorflow", "roundhouse.version", version, "roundhouse.isolation", "process");
        registration = context.registerService(Engine.class, engine, FrameworkUtil.asDictionary(properties));
    }

    @Deactivate
    void stop() {
        if (registration != null) {
            registration.unregister();
        }
    }
}

package io.roundhouse.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The native environment of this bundle revision, from {@link #open} to {@link #close}; {@link OrtClasses} has loaded
 * what it needs. The natives stay mapped while this class loader lives: a bundle that is stopped and started again finds
 * its own library there and only makes a new environment.
 */
final class OrtRuntime {
    private OrtRuntime() {}

    /** Opens the environment, and loads the natives when that has not been done. On a thread that ends. */
    static OrtEnvironment open() {
        // What fails is thrown; ORT's own lines on standard error repeat it, and a client could flood them.
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "roundhouse");
        try {
            environment.setTelemetry(false);
        } catch (OrtException e) {
            throw new IllegalStateException("telemetry could not be turned off: " + e.getMessage(), e);
        }
        return environment;
    }

    /** The execution providers of this build, the processor among them, as {@code model.yaml} calls them. */
    static Set<String> providers() {
        return OrtEnvironment.getAvailableProviders().stream()
                .map(provider -> ProviderWish.word(provider.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Closes the environment, after the last session; {@link #open} may follow. On a thread that ends. */
    static void close() {
        EnvironmentHook.take().run();
        try {
            Field instance = OrtEnvironment.class.getDeclaredField("INSTANCE");
            instance.setAccessible(true);
            instance.set(null, null); // the binding hands out the closed one for ever otherwise
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "the bundle must be refreshed before it is started again: OrtEnvironment has changed", e);
        }
    }
}

package io.roundhouse.onnxruntime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands where {@code OrtEnvironment} calls {@link Runtime}: takes the shutdown hook that closes the native environment,
 * so that it is run when the engine stops. A real hook would pin this bundle's class loader until the process ends.
 * Public, and named like {@code Runtime}'s methods, because the rewritten {@code OrtEnvironment} calls it; there is one a
 * class loader, because {@code OrtEnvironment} is one a class loader.
 */
public final class EnvironmentHook {
    private static final EnvironmentHook ONLY = new EnvironmentHook();

    private @Nullable Thread closer;

    private EnvironmentHook() {}

    /** As {@link Runtime#getRuntime()}. */
    public static EnvironmentHook getRuntime() {
        return ONLY;
    }

    /** As {@link Runtime#addShutdownHook}. */
    public synchronized void addShutdownHook(Thread hook) {
        if (closer != null) {
            throw new IllegalStateException("there is an environment already");
        }
        closer = hook;
    }

    /** What closes the environment; once. */
    static Runnable take() {
        return ONLY.takeCloser();
    }

    private synchronized Runnable takeCloser() {
        Thread hook = Objects.requireNonNull(closer, "there is no environment");
        closer = null;
        return hook;
    }
}

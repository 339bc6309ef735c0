package io.roundhouse.tensorflow;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;

/**
 * Has TensorFlow's natives unpacked into the data area of the bundle, where a later process finds them, and loaded from
 * there. JavaCPP, which does it, reads the folder from a system property, once, when its classes come to life.
 */
final class NativeLibraries {
    private static final String FOLDER = "org.bytedeco.javacpp.cachedir";

    private static boolean loaded; // static as the fact is: once a class loader

    private NativeLibraries() {}

    /** Loads them unless they are loaded. Any thread; may block for seconds. */
    static synchronized void load(Path home) {
        if (loaded) {
            return;
        }
        @Nullable String before = System.getProperty(FOLDER);
        System.setProperty(FOLDER, home.toAbsolutePath().toString());
        try {
            if (TensorFlow.version().isEmpty()) {
                throw new IllegalStateException("TensorFlow tells no version");
            }
            loaded = true;
        } catch (LinkageError e) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED, "the natives of TensorFlow could not be loaded: " + reason(e));
        } finally {
            if (before == null) {
                System.clearProperty(FOLDER);
            } else {
                System.setProperty(FOLDER, before);
            }
        }
    }

    /** What an operator can do about it. */
    static String reason(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage());
        if (message.contains("already loaded in another classloader")) {
            return "another copy is in this process, and a process holds TensorFlow once; leave isolation: process in"
                    + " model.yaml, or restart";
        }
        if (message.contains("GLIBC")) {
            return "they need a newer C library than this machine has: " + message;
        }
        return message + "; the bundle is built for linux-x86_64 (and with the Maven profile linux-aarch64 for"
                + " linux-arm64), and its data area must be writable, hold 700 MB and allow execution";
    }
}

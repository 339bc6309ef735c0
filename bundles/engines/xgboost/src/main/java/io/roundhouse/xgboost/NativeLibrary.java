package io.roundhouse.xgboost;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;

/**
 * The native library of XGBoost, private to this revision of the bundle: under a name that nobody else has, and able to
 * leave the process with the class loader. The file is deleted once it is mapped.
 */
final class NativeLibrary {
    private static final String FILE = "libxgboost4j.so";

    private static boolean loaded; // static as the fact is: once a class loader

    private NativeLibrary() {}

    /** Loads it unless it is loaded. Any thread; may block for the copying of 18 MB. */
    static synchronized void load(Path home) {
        if (loaded) {
            return;
        }
        String unique = "rh_" + UUID.randomUUID().toString().replace("-", "").substring(0, FILE.length() - 3);
        try {
            Files.createDirectories(home);
            load(home.resolve(unique + "-" + FILE), ElfLibrary.apart(read(), FILE, unique));
        } catch (IOException | UnsatisfiedLinkError e) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    "the natives of XGBoost could not be loaded: " + reason(String.valueOf(e.getMessage())));
        }
        loaded = true;
    }

    private static void load(Path file, byte[] content) throws IOException {
        try {
            Files.write(file, content);
            System.load(file.toAbsolutePath().toString());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static byte[] read() throws IOException {
        String platform = platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        try (InputStream in = NativeLibrary.class.getResourceAsStream("/lib/" + platform + "/" + FILE)) {
            if (in == null) {
                throw new IOException("the bundle holds no natives for " + platform
                        + "; it is built for linux/x86_64, and with the Maven profile linux-aarch64 for linux/aarch64");
            }
            return in.readAllBytes();
        }
    }

    /** The folder that the natives of this machine lie in. */
    static String platform(String os, String architecture) {
        String cpu = architecture.equals("amd64") ? "x86_64" : architecture;
        return os.toLowerCase(Locale.ROOT) + "/" + cpu;
    }

    /** What an operator can do about it. */
    static String reason(String message) {
        if (message.contains("libgomp.so.1")) {
            return "they need the OpenMP runtime libgomp.so.1, which this machine has not; install libgomp1 (Debian,"
                    + " Ubuntu) or libgomp (Red Hat, Alpine)";
        }
        return message.contains("GLIBC")
                ? "they need a newer C library than this machine has: " + message
                : message + "; the data area of the bundle must be writable, hold 20 MB and allow execution";
    }
}

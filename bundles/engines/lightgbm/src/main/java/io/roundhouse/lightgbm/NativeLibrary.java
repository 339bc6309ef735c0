package io.roundhouse.lightgbm;

import com.microsoft.ml.lightgbm.lightgbmlibJNI;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The two native libraries of LightGBM, private to this revision of the bundle: under a name that nobody else has, and
 * able to leave the process with the class loader. The files are deleted once they are mapped.
 */
final class NativeLibrary {
    private static final String CORE = "lib_lightgbm.so";
    private static final List<String> FILES = List.of(CORE, "lib_lightgbm_swig.so"); // the second needs the first

    private static boolean loaded; // static as the fact is: once a class loader

    private NativeLibrary() {}

    /** Loads it unless it is loaded. Any thread; may block for the copying of 7 MB. */
    static synchronized void load(Path home) {
        if (loaded) {
            return;
        }
        String unique = "rh_" + UUID.randomUUID().toString().replace("-", "").substring(0, CORE.length() - 3);
        try {
            Files.createDirectories(home);
            for (String file : FILES) {
                load(home.resolve(unique + "-" + file), ElfLibrary.apart(read(file), CORE, unique));
            }
        } catch (IOException | UnsatisfiedLinkError e) {
            throw failed(reason(String.valueOf(e.getMessage())));
        }
        // Each thread that calls would get a pool of OpenMP's otherwise, which ends when it likes.
        lightgbmlibJNI.LGBM_SetMaxThreads(1);
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

    private static byte[] read(String file) throws IOException {
        String platform = platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        try (InputStream in = NativeLibrary.class.getResourceAsStream("/lightgbm4j/" + platform + "/" + file)) {
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
                : message + "; the data area of the bundle must be writable, hold 8 MB and allow execution";
    }

    private static InferenceException failed(String why) {
        return new InferenceException(ErrorCode.LOAD_FAILED, "the natives of LightGBM could not be loaded: " + why);
    }
}

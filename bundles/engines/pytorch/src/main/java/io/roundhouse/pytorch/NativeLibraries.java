package io.roundhouse.pytorch;

import ai.djl.pytorch.jni.PyTorchLibrary;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * libtorch and the library between it and Java. Half a gigabyte is unpacked once, into the data area of the bundle, and
 * found there by every process that comes later. Nothing is ever downloaded.
 */
final class NativeLibraries {
    private static final String BRIDGE = "libdjl_torch.so"; // needs the others, and looks for them beside itself

    private static @Nullable PyTorchLibrary library; // static as the fact is: once a process
    private static int threads;

    private NativeLibraries() {}

    /**
     * The library; loaded unless it is. Any thread; may block for seconds.
     *
     * @param wanted threads of one operation: the first to come decides for the process
     */
    static synchronized PyTorchLibrary load(Path home, int wanted) {
        PyTorchLibrary loaded = library;
        if (loaded == null) {
            try {
                System.load(unpacked(home).resolve(BRIDGE).toString());
            } catch (IOException | UnsatisfiedLinkError e) {
                throw new InferenceException(
                        ErrorCode.LOAD_FAILED,
                        "the natives of PyTorch could not be loaded: " + reason(String.valueOf(e.getMessage())));
            }
            loaded = new PyTorchLibrary();
            loaded.torchSetNumInteropThreads(1);
            loaded.torchSetNumThreads(wanted);
            threads = wanted;
            library = loaded;
        }
        if (threads != wanted) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "engine: threads must be " + threads + " as for the first PyTorch model in this process, was "
                            + wanted + ": PyTorch has one number a process; give the model a process of its own");
        }
        return loaded;
    }

    private static Path unpacked(Path home) throws IOException {
        String platform = platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        String folder = "/pytorch/cpu/" + platform + "/";
        Path target = home.resolve(properties("/jnilib/pytorch.properties").getProperty("jni_version", "unknown"))
                .toAbsolutePath();
        if (Files.isDirectory(target)) {
            return target;
        }
        Path beside = Files.createDirectories(home.resolve(UUID.randomUUID().toString()));
        for (String file : libraries(platform)) {
            copy(folder + file, beside.resolve(file));
        }
        copy("/jnilib/" + platform + "/cpu/" + BRIDGE, beside.resolve(BRIDGE));
        return complete(beside, target);
    }

    /** Another process may have been quicker: then its folder is as good. */
    private static Path complete(Path beside, Path target) throws IOException {
        try {
            Files.move(beside, target);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
            try (var files = Files.list(beside)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(beside);
        }
        return target;
    }

    private static List<String> libraries(String platform) throws IOException {
        List<String> files = new ArrayList<>();
        try (InputStream in = NativeLibraries.class.getResourceAsStream("/native/lib/pytorch.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            if (!platform.equals(properties.getProperty("classifier"))) {
                throw new IOException("the bundle holds natives for " + properties.getProperty("classifier")
                        + " and this machine is " + platform
                        + "; it is built for linux-x86_64, and with the Maven profile linux-aarch64 for that");
            }
            files.addAll(List.of(properties.getProperty("libraries", "").split(",")));
        }
        return files;
    }

    private static Properties properties(String resource) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = open(resource)) {
            properties.load(in);
        }
        return properties;
    }

    private static void copy(String resource, Path target) throws IOException {
        try (InputStream in = open(resource)) {
            Files.copy(in, target);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = NativeLibraries.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("the bundle holds no " + resource);
        }
        return in;
    }

    /** The name that the natives of this machine have. */
    static String platform(String os, String architecture) {
        String cpu = architecture.equals("amd64") ? "x86_64" : architecture;
        return os.toLowerCase(Locale.ROOT) + "-" + cpu;
    }

    /** What an operator can do about it. */
    static String reason(String message) {
        if (message.contains("already loaded in another classloader")) {
            return "another copy is in this process, and a process holds PyTorch once; leave isolation: process in"
                    + " model.yaml, or restart";
        }
        return message.contains("GLIBC")
                ? "they need a newer C library than this machine has: " + message
                : message + "; the data area of the bundle must be writable, hold 500 MB and allow execution";
    }
}

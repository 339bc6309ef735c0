package io.roundhouse.natives;

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
 * The native libraries of one engine, under a name that nobody else has, and able to leave the process with the class
 * loader. The files are deleted once they are mapped.
 *
 * @param engine as people call it
 * @param folder in the bundle, where a folder for each platform lies
 * @param files in the order in which they are loaded; the others may need the first, by its name
 * @param megabytes what the files take
 */
public record PrivateNatives(String engine, String folder, List<String> files, int megabytes) {
    public PrivateNatives {
        files = List.copyOf(files);
    }

    /**
     * Loads them into the class loader of this class. Called once a class loader; may block for the copying of the files.
     *
     * @param home the bundle's own folder for files
     * @throws InferenceException {@code LOAD_FAILED}, with what an operator can do about it
     */
    public void load(Path home) {
        String core = files.get(0);
        String unique = "rh_" + UUID.randomUUID().toString().replace("-", "").substring(0, core.length() - 3);
        try {
            Files.createDirectories(home);
            for (String file : files) {
                load(home.resolve(unique + "-" + file), ElfLibrary.apart(read(file), core, unique));
            }
        } catch (IOException | UnsatisfiedLinkError e) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    "the natives of " + engine + " could not be loaded: " + reason(String.valueOf(e.getMessage())));
        }
    }

    /**
     * For an engine that keeps its libraries apart by itself: lets the library share no variable with another copy of it
     * in the process. Reads the whole file, and writes it only where it has such variables.
     *
     * @throws IOException it is no 64-bit little-endian ELF library
     */
    public static void shareNothing(Path library) throws IOException {
        byte[] content = Files.readAllBytes(library);
        if (ElfLibrary.weaken(content) > 0) {
            Files.write(library, content);
        }
    }

    private static void load(Path file, byte[] content) throws IOException {
        try {
            Files.write(file, content);
            System.load(file.toAbsolutePath().toString());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private byte[] read(String file) throws IOException {
        String platform = platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        try (InputStream in = PrivateNatives.class.getResourceAsStream("/" + folder + "/" + platform + "/" + file)) {
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
    String reason(String message) {
        if (message.contains("libgomp.so.1")) {
            return "they need the OpenMP runtime libgomp.so.1, which this machine has not; install libgomp1 (Debian,"
                    + " Ubuntu) or libgomp (Red Hat, Alpine)";
        }
        return message.contains("GLIBC")
                ? "they need a newer C library than this machine has: " + message
                : message + "; the data area of the bundle must be writable, hold " + megabytes
                        + " MB and allow execution";
    }
}

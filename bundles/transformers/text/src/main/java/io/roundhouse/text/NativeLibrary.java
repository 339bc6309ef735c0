package io.roundhouse.text;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The native tokenizer library, private to this revision of the bundle. A file of its own name for every class loader, so
 * that two revisions side by side, and one after an update, never meet at "already loaded in another classloader"; the
 * library has no SONAME, so the linker keeps the copies apart. The file is deleted once it is mapped: nothing is left to
 * tidy up, and the mapping goes with the class loader.
 */
final class NativeLibrary {
    private static final Map<String, String> FOLDERS =
            Map.of("amd64", "linux-x86_64", "x86_64", "linux-x86_64", "aarch64", "linux-aarch64");

    private static boolean loaded; // static as the fact is: once a class loader

    private NativeLibrary() {}

    /** Loads it unless it is loaded. Any thread; may block for the copying of 14 MB. */
    static synchronized void load(Path dataDirectory) {
        if (loaded) {
            return;
        }
        String os = System.getProperty("os.name", "");
        String arch = System.getProperty("os.arch", "");
        String resource = resource(os, arch);
        try (InputStream content = NativeLibrary.class.getResourceAsStream(resource)) {
            load(content, resource, dataDirectory);
        } catch (IOException | UnsatisfiedLinkError e) {
            throw failed(
                    "the native tokenizer library could not be loaded on " + os + " " + arch + ": its data area must"
                            + " be writable, hold 15 MB and allow execution",
                    e);
        }
        loaded = true;
    }

    private static void load(@Nullable InputStream content, String resource, Path dataDirectory) throws IOException {
        if (content == null) {
            throw failed("the bundle holds no " + resource, null);
        }
        Files.createDirectories(dataDirectory);
        Path file = Files.createTempFile(dataDirectory, "libtokenizers-", ".so");
        try {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            System.load(file.toAbsolutePath().toString());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    static String resource(String os, String arch) {
        String folder = FOLDERS.get(arch);
        if (folder == null || !os.toLowerCase(Locale.ROOT).equals("linux")) {
            throw failed(
                    "there is no native tokenizer library for " + os + " " + arch + "; there is for Linux on "
                            + FOLDERS.keySet().stream().sorted().toList(),
                    null);
        }
        return "/native/lib/" + folder + "/cpu/libtokenizers.so";
    }

    private static InferenceException failed(String sentence, @Nullable Throwable cause) {
        return new InferenceException(ErrorCode.LOAD_FAILED, "tokenizer: " + sentence, cause);
    }
}

package io.roundhouse.onnxruntime;

import io.roundhouse.natives.PrivateNatives;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The native libraries of this bundle revision, extracted under a name of their own.
 *
 * <p>Every release gives its core library the SONAME {@code libonnxruntime.so.1}, and its JNI library asks for that
 * name; the dynamic linker knows one library of a name in a process. So the name is replaced in both files, at the same
 * length, by one that nobody else has: then several releases run side by side, and each can be unloaded alone.
 *
 * @param directory holds the files, and nothing else
 * @param name the new SONAME
 * @param uploader whether this release can send usage data
 */
record Natives(Path directory, String name, boolean uploader) {
    private static final String SONAME = "libonnxruntime.so.1";
    private static final String CORE = "libonnxruntime.so";
    private static final String JNI = "libonnxruntime4j_jni.so";
    private static final String SHARED = "libonnxruntime_providers_shared.so";
    private static final List<String> PROVIDERS =
            List.of("shared", "cuda", "tensorrt", "openvino", "rocm", "dnnl", "qnn");
    private static final Set<String> BUILT_IN_OR_APART = Set.of("qnn"); // as a build likes
    private static final String TELEMETRY_SWITCH = "ORT_DISABLE_TELEMETRY";

    /**
     * Extracts the pair for this machine.
     *
     * @param directory new or empty
     * @param unique 16 characters that no other revision in this process has
     * @throws IOException there is no pair for this machine, or it is not as expected
     */
    static Natives extract(ClassLoader bundle, String platform, Path directory, String unique) throws IOException {
        String name = "rh_" + unique;
        Files.createDirectories(directory);
        Path core = copy(bundle, platform, CORE, directory);
        Path jni = copy(bundle, platform, JNI, directory);
        rename(core, SONAME, name);
        rename(jni, SONAME, name);
        for (String provider : PROVIDERS) {
            addProvider(bundle, platform, directory, provider, unique);
        }
        return new Natives(directory, name, BinaryText.count(core, TELEMETRY_SWITCH) > 0);
    }

    /**
     * Lets the core share no variable with that of another revision. The releases' own shares none; other people's
     * builds do, and the second to come would find the first's tables of types.
     */
    void shareNothing() throws IOException {
        PrivateNatives.shareNothing(directory.resolve(CORE));
    }

    /**
     * Whether the bundle has what a provider needs: a build names those that it was compiled for, and the libraries of
     * some may have been left out of the bundle.
     */
    static boolean has(ClassLoader bundle, String platform, String provider) {
        boolean apart = PROVIDERS.contains(provider) && !BUILT_IN_OR_APART.contains(provider);
        return !apart || bundle.getResource(path(platform, library(provider))) != null;
    }

    private static String library(String provider) {
        return "libonnxruntime_providers_" + provider + ".so";
    }

    /** The folder name that the releases use for this machine, {@code linux-x64} for example. */
    static String platform(String os, String architecture) {
        String cpu =
                switch (architecture) {
                    case "amd64", "x86_64" -> "x64";
                    default -> architecture;
                };
        return os.toLowerCase(Locale.ROOT) + "-" + cpu;
    }

    /**
     * A provider's library, if this build has it. The core opens it by its file, which keeps its name; but it finds the
     * library that all of them share by SONAME, so that one is renamed as the core is.
     */
    private static void addProvider(ClassLoader bundle, String platform, Path directory, String provider, String unique)
            throws IOException {
        String file = library(provider);
        if (bundle.getResource(path(platform, file)) == null) {
            return;
        }
        Path library = copy(bundle, platform, file, directory);
        String shared = "rh_" + unique + "_providers.so.1"; // as long as what it takes the place of
        if (file.equals(SHARED) || BinaryText.count(library, SHARED) > 0) {
            rename(library, SHARED, shared);
        }
        if (BinaryText.count(library, SONAME) > 0) {
            rename(library, SONAME, "rh_" + unique);
        }
    }

    private static String path(String platform, String file) {
        return "ai/onnxruntime/native/" + platform + "/" + file;
    }

    private static Path copy(ClassLoader bundle, String platform, String file, Path directory) throws IOException {
        Path target = directory.resolve(file);
        try (InputStream in = bundle.getResourceAsStream(path(platform, file))) {
            if (in == null) {
                throw new IOException("this bundle has no natives for " + platform
                        + "; it has those for linux-x64 and linux-aarch64, and only there can it run");
            }
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }

    private static void rename(Path library, String soname, String name) throws IOException {
        int count = BinaryText.count(library, soname);
        if (count != 1) {
            throw new IOException(library.getFileName() + " names " + soname + " " + count
                    + " times where it must once; this release is linked in a way that this engine does not know, so"
                    + " its code could not be kept apart from another's");
        }
        BinaryText.replace(library, soname.getBytes(StandardCharsets.US_ASCII), name);
    }
}

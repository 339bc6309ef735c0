package io.roundhouse.lightgbm;

import com.microsoft.ml.lightgbm.lightgbmlibJNI;
import io.roundhouse.natives.PrivateNatives;
import java.nio.file.Path;
import java.util.List;

/** The two native libraries of LightGBM, of which the second needs the first, private to this revision of the bundle. */
final class NativeLibrary {
    private static final PrivateNatives NATIVES =
            new PrivateNatives("LightGBM", "lightgbm4j", List.of("lib_lightgbm.so", "lib_lightgbm_swig.so"), 8);

    private static boolean loaded; // static as the fact is: once a class loader

    private NativeLibrary() {}

    /** Loads it unless it is loaded. Any thread; may block for the copying of 7 MB. */
    static synchronized void load(Path home) {
        if (loaded) {
            return;
        }
        NATIVES.load(home);
        // Each thread that calls would get a pool of OpenMP's otherwise, which ends when it likes.
        lightgbmlibJNI.LGBM_SetMaxThreads(1);
        loaded = true;
    }
}

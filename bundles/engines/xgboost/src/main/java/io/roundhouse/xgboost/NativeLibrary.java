package io.roundhouse.xgboost;

import io.roundhouse.natives.PrivateNatives;
import java.nio.file.Path;
import java.util.List;

/** The native library of XGBoost, private to this revision of the bundle. */
final class NativeLibrary {
    private static final PrivateNatives NATIVES = new PrivateNatives("XGBoost", "lib", List.of("libxgboost4j.so"), 20);

    private static boolean loaded; // static as the fact is: once a class loader

    private NativeLibrary() {}

    /** Loads it unless it is loaded. Any thread; may block for the copying of 18 MB. */
    static synchronized void load(Path home) {
        if (!loaded) {
            NATIVES.load(home);
            loaded = true;
        }
    }
}

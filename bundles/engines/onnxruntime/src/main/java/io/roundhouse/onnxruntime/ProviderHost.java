package io.roundhouse.onnxruntime;

import java.util.UUID;

/**
 * Whose providers this process has. Their libraries find the core by a symbol that the linker looks for among all
 * libraries that are open to everybody, and takes from the first: those of a second revision would be given the first's
 * core. No name in the files tells them apart, so the first revision that uses any keeps the process.
 */
final class ProviderHost {
    static final String KEY = "io.roundhouse.onnxruntime.providers"; // a property, as revisions share no class
    private static final String OWN = UUID.randomUUID().toString();

    private ProviderHost() {}

    /** Whether this revision may use providers in this process; once it may, it always may. */
    static boolean claim() {
        Object other = System.getProperties().putIfAbsent(KEY, OWN);
        return other == null || other.equals(OWN);
    }
}

package io.roundhouse.onnxruntime;

import java.util.Properties;
import java.util.UUID;

/**
 * Whose providers this process has. Their libraries find the core by a symbol that the linker looks for among all
 * libraries that are open to everybody, and takes from the first: those of a second revision would be given the first's
 * core. No name in the files tells them apart, so the first revision that loads any keeps the process: ORT never unloads them.
 */
final class ProviderHost {
    static final String KEY = "io.roundhouse.onnxruntime.providers"; // a property, as revisions share no class
    static final ProviderHost PROCESS =
            new ProviderHost(System.getProperties(), UUID.randomUUID().toString());

    private final Properties properties;
    private final String own;

    private volatile boolean loaded;

    ProviderHost(Properties properties, String own) {
        this.properties = properties;
        this.own = own;
    }

    /** Whether this revision may use providers in this process; once it may, it may until {@link #leave}. */
    boolean claim() {
        Object other = properties.putIfAbsent(KEY, own);
        return other == null || other.equals(own);
    }

    /** A provider's library is in the process now, whatever became of it then. */
    void hasLoaded() {
        loaded = true;
    }

    /** The environment is closed; where no library came, another revision may try, on a mended machine for example. */
    void leave() {
        if (!loaded) {
            properties.remove(KEY, own);
        }
    }
}

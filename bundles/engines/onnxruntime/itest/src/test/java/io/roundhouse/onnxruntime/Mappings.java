package io.roundhouse.onnxruntime;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What native code of one framework's bundles is in this process, and whether a class loader has left it. */
final class Mappings {
    private static final int COLLECTIONS_MAX = 200;

    private final Path storage;

    Mappings(Path storage) {
        this.storage = storage;
    }

    /** The different files of ONNX Runtime that are mapped. */
    List<String> files() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("libonnxruntime") && line.contains(storage.toString()))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .toList();
        }
    }

    /**
     * The files that are mapped once there are as few as expected: the JDK unloads a library on a thread of its own,
     * some time after its class loader was collected. Gives up after a bounded number of collections.
     */
    List<String> filesAfterUnloading(int expected) throws IOException {
        for (int i = 0; i < COLLECTIONS_MAX && files().size() > expected; i++) {
            System.gc();
        }
        return files();
    }

    static boolean isCollected(WeakReference<?> reference) {
        for (int i = 0; i < COLLECTIONS_MAX && !reference.refersTo(null); i++) {
            System.gc();
        }
        return reference.refersTo(null);
    }
}

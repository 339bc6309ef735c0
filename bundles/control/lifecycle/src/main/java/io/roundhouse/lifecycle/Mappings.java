package io.roundhouse.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The native libraries that the process has mapped, where the system tells. */
final class Mappings {
    private static final Path MAPS = Path.of("/proc/self/maps");

    private Mappings() {}

    /** {@code 4 mappings of libonnxruntime.so} and so on; empty when none lies below that path, or nobody can tell. */
    static String below(String path) {
        if (!Files.isReadable(MAPS)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(MAPS)) {
            long count = lines.filter(line -> line.contains(path)).count();
            return count == 0 ? "" : count + " mappings of its files are left";
        } catch (IOException e) {
            return "";
        }
    }
}

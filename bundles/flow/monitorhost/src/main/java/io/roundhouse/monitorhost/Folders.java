package io.roundhouse.monitorhost;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of monitors. */
final class Folders {
    private static final Logger LOG = System.getLogger("io.roundhouse.monitorhost");

    private Folders() {}

    /** With all that is in it; links are not followed. What cannot be deleted stays, and the log tells. */
    static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "data of a monitor not deleted folder={0} reason=\"{1}\"", folder, e.toString());
        }
    }
}

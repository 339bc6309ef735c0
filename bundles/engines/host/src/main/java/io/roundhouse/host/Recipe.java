package io.roundhouse.host;

import java.nio.file.Path;
import java.util.List;

/**
 * Of what the children of one engine's bundle revision are made.
 *
 * @param engine its name and version, for sentences
 * @param classPath the host, the API and the framework
 * @param basis bundles that the engine's bundle needs
 * @param bundle the engine's bundle, a file or a folder
 * @param runs where folders for sockets are made
 * @param works where folders for children are made
 * @param archive of classes, where it is there
 */
record Recipe(
        String engine,
        List<Path> classPath,
        List<Path> basis,
        Path bundle,
        Path runs,
        Path works,
        Path archive,
        HostSettings settings) {
    Recipe {
        classPath = List.copyOf(classPath);
        basis = List.copyOf(basis);
    }

    /** The same with an archive. */
    Recipe with(Path newArchive) {
        return new Recipe(engine, classPath, basis, bundle, runs, works, newArchive, settings);
    }
}

package io.roundhouse.repository;

import io.roundhouse.api.model.ModelId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which names in the folder of models are models. What is none is told once in the log, as it has no status. */
final class FolderNames {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.repository");
    private static final int WARNED_MAX = 1000;
    private static final String UNLIKE =
            "a model is a folder named by 1 to 128 letters, digits, '_', '-' and '.', beginning with a letter or digit";

    private final Path directory;
    private final Set<String> warned = new HashSet<>();

    FolderNames(Path directory) {
        this.directory = directory;
    }

    /** Sorted; links are no model folders, as they could lead anywhere. */
    synchronized List<String> list() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS) && ModelId.isName(name)) {
                    names.add(name);
                } else if (!name.startsWith(".")) {
                    warn(child, name);
                }
            }
        }
        Collections.sort(names);
        return List.copyOf(names);
    }

    private void warn(Path child, String name) {
        if (warned.size() < WARNED_MAX && warned.add(name)) {
            String reason = Files.isSymbolicLink(child)
                    ? "it is a link; copy or mount the folder here"
                    : Files.isRegularFile(child) && ModelId.isName(name)
                            ? "it is a file; put it into a folder, as NAME/1/" + name
                            : UNLIKE;
            LOG.warn("not a model entry={} reason=\"{}\"", Sentences.printable(name), reason);
        }
    }

    /**
     * Refuses a name that differs from one in force in upper and lower case only: people and file systems take the two
     * for one model.
     */
    void refuseTwin(String name, Collection<FolderState> states) throws BrokenFolderException {
        for (FolderState other : states) {
            boolean inForce = other.told != null && other.rejection.isEmpty() && !other.unloaded;
            if (inForce && !other.name.equals(name) && other.name.equalsIgnoreCase(name)) {
                throw new BrokenFolderException(
                        FolderRules.WHOLE,
                        "models/" + name + " and models/" + other.name
                                + " are two models of one name but for upper and lower case; rename one, '"
                                + other.name + "' stays in force");
            }
        }
    }
}

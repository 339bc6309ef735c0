package io.roundhouse.admin;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a file says, read again when the file has changed; while it is broken, what it said before. For one thread at a time. */
final class Watched<T> {
    private static final Logger LOG = System.getLogger(AdminComponent.PID);

    private static final String NONE = "none";

    /** How it is read. */
    interface Reader<T> {
        /**
         * Reads it, from its beginning.
         *
         * @throws IllegalArgumentException what is wrong with it, in a sentence
         */
        T read(Path file) throws IOException;
    }

    private final Path file;
    private final Reader<T> reader;
    private T good;
    private @Nullable Object stamp; // of what is good
    private String complaint = "";

    /** @param before what counts until it was read once */
    Watched(Path file, T before, Reader<T> reader) {
        this.file = file;
        this.reader = reader;
        this.good = before;
    }

    T look() {
        try {
            Object now = stamp(); // from before it is read: what changes meanwhile is seen the next time
            if (!now.equals(stamp) || now.equals(NONE)) { // what is missing may be made by the reader
                good = reader.read(file);
                stamp = now;
                complaint = "";
            }
        } catch (IOException e) {
            complain(file + " cannot be read or written: " + e);
        } catch (IllegalArgumentException e) {
            complain(Objects.requireNonNullElse(e.getMessage(), "it is broken"));
        }
        return good;
    }

    /** It is read again at every look, and complained of once. */
    private void complain(String sentence) {
        if (!sentence.equals(complaint)) {
            complaint = sentence;
            LOG.log(Level.ERROR, "tokens not read effect=\"what was in force stays\" reason=\"{0}\"", sentence);
        }
    }

    private Object stamp() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
        } catch (NoSuchFileException e) {
            return NONE;
        }
    }
}

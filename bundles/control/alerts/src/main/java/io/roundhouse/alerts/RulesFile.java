package io.roundhouse.alerts;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules file, looked at again and again. One that is at fault leaves the last good rules in force. */
final class RulesFile {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.alerts");

    private static final byte[] UNREAD = {-1}; // no text is that

    private final Path path;
    private byte[] content = new byte[0];
    private volatile String trouble = "";

    RulesFile(Path path) {
        this.path = path;
    }

    /** Throws {@code INVALID_CONFIGURATION} with file, line and column. */
    static Rulebook read(Path path) {
        try {
            return Rulebook.read(Yaml.read(path.toString(), bytes(path)));
        } catch (IOException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION, "the rules file " + path + " cannot be read: " + e, e);
        }
    }

    /** No more than may be, whatever lies there. */
    private static byte[] bytes(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return in.readNBytes(Yaml.BYTES_MAX + 1);
        }
    }

    /** Other rules than before, if there are good ones. A file that is not there says nothing. */
    Optional<Rulebook> changed() {
        byte[] now;
        try {
            now = bytes(path);
        } catch (NoSuchFileException e) {
            now = new byte[0];
        } catch (IOException e) {
            content = UNREAD;
            trouble = "the rules file " + path + " cannot be read: " + e + "; the rules before stay in force";
            return Optional.empty();
        }
        if (Arrays.equals(now, content)) {
            return Optional.empty();
        }
        content = now;
        try {
            Rulebook book = Rulebook.read(Yaml.read(path.toString(), now));
            trouble = "";
            LOG.info(
                    "alert rules in force file={} rules={} slos={}",
                    path,
                    book.rules().size(),
                    book.slos().size());
            return Optional.of(book);
        } catch (InferenceException e) {
            trouble = e.sentence();
            LOG.warn("alert rules not taken reason=\"{}\" effect=\"the rules before stay in force\"", trouble);
            return Optional.empty();
        }
    }

    /** What keeps the newest rules from being in force; empty when nothing does. */
    String trouble() {
        return trouble;
    }
}

package io.roundhouse.trends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of H2 that cannot be read: it is set aside for somebody to look at, and a new one is begun. */
final class DamagedFile {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.trends");
    private static final String PREFIX = "jdbc:h2:file:";
    private static final String SUFFIX = ".mv.db";
    private static final int CORRUPTED = 90030;

    private DamagedFile() {}

    /** Whether it was that, and is set aside now; one that was so before is overwritten. */
    static boolean setAside(String url, SQLException cause) {
        if (cause.getErrorCode() != CORRUPTED || !url.startsWith(PREFIX)) {
            return false;
        }
        Path file = Path.of(url.substring(PREFIX.length()).replaceFirst(";.*", "") + SUFFIX);
        Path aside = Path.of(file + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            return false; // the trouble is told, and who has to look
        }
        LOG.error("trends file damaged file={} moved_to={} effect=\"a new one is begun\"", file, aside);
        return true;
    }
}

package io.roundhouse.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folders whose names nobody guesses: for whom they were made, by process id and time of its start, and 128 random bits. So
 * what a server that was killed left is told from what another still uses.
 */
final class RunFolder {
    private static final String PREFIX = "rh-";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RunFolder() {}

    static String secret() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes)
                .replace('-', '.'); // paths of sockets are short
    }

    static Path create(Path base) throws IOException {
        Files.createDirectories(base);
        return Folders.create(base.resolve(PREFIX + owner(ProcessHandle.current()) + "-" + secret()));
    }

    private static String owner(ProcessHandle process) {
        return process.pid() + "-"
                + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Deletes the folders of processes that are no more, also where another has their number now. */
    static void sweep(Path base) throws IOException {
        if (!Files.isDirectory(base)) {
            return;
        }
        try (Stream<Path> found = Files.list(base)) {
            List<Path> left = found.filter(RunFolder::isLeft).toList();
            left.forEach(Folders::deleteQuietly);
        }
    }

    private static boolean isLeft(Path folder) {
        String name = String.valueOf(folder.getFileName());
        if (!name.matches(PREFIX + "[0-9]{1,10}-[0-9]{1,18}-[0-9A-Za-z_.]{22}") || !Files.isDirectory(folder)) {
            return false;
        }
        String owner = name.substring(PREFIX.length(), name.lastIndexOf('-'));
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(owner.substring(0, owner.indexOf('-'))));
        return process.map(alive -> !owner(alive).equals(owner)).orElse(true);
    }
}

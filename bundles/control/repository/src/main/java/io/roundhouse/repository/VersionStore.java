package io.roundhouse.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Private copies of version folders, each under the SHA-256 of its names and contents. Copies and no hard links: who
 * overwrites a file in the model folder would overwrite it under a running model. A copy is made beside the store under a
 * name that is no digest and then renamed, so what has a digest for a name is complete. One thread.
 */
final class VersionStore {
    private static final String UNFINISHED = "copy-";

    private final Path directory;
    private long copies;

    VersionStore(Path directory) {
        this.directory = directory;
    }

    /** Copies these files of a version folder, reading each once, and answers with the digest. */
    String put(Path version, List<String> files) throws IOException {
        Files.createDirectories(directory);
        Path copy = directory.resolve(UNFINISHED + copies++);
        delete(copy);
        Files.createDirectory(copy);
        try {
            String digest = copy(version, files, copy);
            Path kept = directory.resolve(digest);
            if (!isIntact(kept, digest)) {
                delete(kept);
                Files.move(copy, kept, StandardCopyOption.ATOMIC_MOVE);
            }
            return digest;
        } finally {
            delete(copy);
        }
    }

    /** The digest of these files where they lie. */
    static String digest(Path version, List<String> files) throws IOException {
        MessageDigest all = sha256();
        for (String file : files.stream().sorted().toList()) {
            add(all, file, version.resolve(file), OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(all.digest());
    }

    Path path(String digest) {
        return directory.resolve(digest);
    }

    /** The bytes that can still be written here. */
    long usableBytes() throws IOException {
        Files.createDirectories(directory);
        return Files.getFileStore(directory).getUsableSpace();
    }

    /** Removes everything but these, leftovers of an earlier process among it. */
    void keepOnly(Set<String> digests) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (!digests.contains(String.valueOf(entry.getFileName()))) {
                    delete(entry);
                }
            }
        }
    }

    private static String copy(Path from, List<String> files, Path to) throws IOException {
        MessageDigest all = sha256();
        for (String file : files.stream().sorted().toList()) {
            Path target = to.resolve(file);
            Path parent = target.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try (OutputStream out = Files.newOutputStream(target)) {
                add(all, file, from.resolve(file), out);
            }
        }
        return HexFormat.of().formatHex(all.digest());
    }

    /** Whether an earlier copy is what its name says; after a crash of the machine it may not be. */
    private static boolean isIntact(Path kept, String digest) throws IOException {
        if (!Files.isDirectory(kept)) {
            return false;
        }
        MessageDigest all = sha256();
        try (Stream<Path> paths = Files.walk(kept)) {
            List<Path> files = paths.filter(Files::isRegularFile).toList();
            List<String> names =
                    files.stream().map(file -> relative(kept, file)).sorted().toList();
            for (String name : names) {
                add(all, name, kept.resolve(name), OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(all.digest()).equals(digest);
    }

    private static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** Name, digest of the content: so no content can pass for another name. */
    private static void add(MessageDigest all, String name, Path file, OutputStream out) throws IOException {
        MessageDigest one = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), one)) {
            in.transferTo(out);
        }
        all.update(name.getBytes(StandardCharsets.UTF_8));
        all.update((byte) 0);
        all.update(one.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}

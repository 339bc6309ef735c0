package io.roundhouse.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that only their owner may read, where the file system knows owners. */
final class Owned {
    private static final FileAttribute<?>[] NONE = {};

    private Owned() {}

    static Path folder(Path path) throws IOException {
        return Files.isDirectory(path) ? path : Files.createDirectories(path, attributes(path, "rwx------"));
    }

    /** A new, empty file. */
    static Path file(Path path) throws IOException {
        return Files.createFile(path, attributes(path, "rw-------"));
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : NONE;
    }
}

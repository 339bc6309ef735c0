package io.roundhouse.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the socket is, and the file in the data folder that says so. */
final class Address {
    /** Its content is the path of the socket. */
    static final String FILE = "console";

    private static final String SOCKET = "s";

    /** {@code sun_path} holds 108 bytes on Linux, 104 on macOS and BSD, with the closing zero. */
    private static final int PATH_BYTES_MAX = 103;

    private final Path file;
    private final Path folder;

    private Address(Path file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /** Chooses a path for the socket, in a folder that only its owner may enter. */
    static Address in(Path data) throws IOException {
        Path folder = data.resolve("door");
        if (folder.resolve(SOCKET).toString().getBytes(UTF_8).length > PATH_BYTES_MAX) {
            folder =
                    Files.createTempDirectory(Path.of("/tmp"), "roundhouse-", asFileAttribute(fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, fromString("rwx------"));
        }
        Address address = new Address(data.resolve(FILE), folder);
        Files.deleteIfExists(address.socket());
        return address;
    }

    Path socket() {
        return folder.resolve(SOCKET);
    }

    /** Writes down where the socket is; whoever reads it finds somebody listening. */
    void publish() throws IOException {
        Files.writeString(file, socket().toString(), UTF_8);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(socket());
        Files.deleteIfExists(folder);
    }
}

package io.roundhouse.drift;

import io.roundhouse.api.error.InferenceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The files of a monitor on one model: {@code learning.bin}, what it has learnt so far, {@code reference.json}, what it has learnt, and
 * {@code panes.bin}, what came lately and what was decided of it. Each is written beside the old one and then takes its place. One thread.
 */
final class Store {
    static final String REFERENCE = "reference.json";
    static final String PANES = "panes.bin";
    static final String LEARNING = "learning.bin";

    private static final int BYTES_MAX = 64 << 20; // ten times what the most columns take
    private static final int MAGIC = 0x44524931; // DRI1

    private final Path folder;

    Store(Path folder) {
        this.folder = folder;
    }

    /** What is kept by one who can read and write it. */
    interface Part {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads what a {@link Part} wrote. */
    interface Reading {
        void read(DataInputStream in) throws IOException;
    }

    /** The text of a file; empty when it is not there. */
    static Optional<String> text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(file.getFileName() + " has " + Files.size(file) + " bytes, at most " + BYTES_MAX);
        }
        return Optional.of(Files.readString(file));
    }

    /** The profile learnt before, if there is one. */
    Optional<Profile> reference() throws IOException {
        try {
            return text(folder.resolve(REFERENCE)).map(text -> ProfileReader.read(REFERENCE, text));
        } catch (InferenceException e) {
            throw new IOException(e.sentence(), e);
        }
    }

    void keep(Profile profile) throws IOException {
        replace(REFERENCE, ProfileWriter.write(profile).getBytes(StandardCharsets.UTF_8));
    }

    /** @param reference by which the panes were counted; they are of no use for another */
    void keepPanes(long reference, Part part) throws IOException {
        keep(PANES, reference, part);
    }

    /** @param columns of which it is; it is of no use for others */
    void keepLearning(long columns, Part part) throws IOException {
        keep(LEARNING, columns, part);
    }

    /** It has been learnt. */
    void forgetLearning() throws IOException {
        Files.deleteIfExists(folder.resolve(LEARNING));
    }

    private void keep(String name, long key, Part part) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(key);
        part.write(out);
        byte[] content = bytes.toByteArray();
        ByteArrayOutputStream framed = new ByteArrayOutputStream(content.length + 16);
        DataOutputStream frame = new DataOutputStream(framed);
        frame.writeInt(MAGIC);
        frame.writeLong(crc(content));
        frame.write(content);
        replace(name, framed.toByteArray());
    }

    void panes(long reference, Reading reading) throws IOException {
        read(PANES, reference, reading);
    }

    void learning(long columns, Reading reading) throws IOException {
        read(LEARNING, columns, reading);
    }

    private void read(String name, long key, Reading reading) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return;
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException("it has " + Files.size(file) + " bytes");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
        int magic = in.readInt();
        long crc = in.readLong();
        byte[] content = in.readAllBytes();
        if (magic != MAGIC || crc != crc(content)) {
            throw new IOException("its checksum is wrong");
        }
        DataInputStream inside = new DataInputStream(new ByteArrayInputStream(content));
        if (inside.readLong() == key) {
            reading.read(inside);
        }
    }

    static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private void replace(String name, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Path beside = folder.resolve(name + ".new");
        Files.write(beside, content);
        Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

package io.roundhouse.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two small files below the server's data folder, each written beside, forced to the disk and renamed: after a sudden end it
 * says what it said before or what it was to say. What cannot be written is logged once and tried again with the next change.
 */
final class Memory {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.alerts");
    private static final String STATE = "alerts.json";
    private static final String BUDGETS = "budgets.json";
    private static final long BYTES_MAX = 64 << 20;

    private final Path folder;
    private byte[] written = new byte[0];
    private boolean failing;

    Memory(Path folder) {
        this.folder = folder;
    }

    /** Makes a text. */
    @FunctionalInterface
    interface Content {
        byte[] bytes() throws IOException;
    }

    /** Reads a text. */
    @FunctionalInterface
    interface Reader<T> {
        T read(byte[] text) throws IOException;
    }

    Remembered state() {
        return read(STATE, StateText::read, Remembered.NOTHING);
    }

    /** Writes it if it is not what was written last. */
    void state(Remembered state) {
        write(STATE, () -> {
            byte[] text = StateText.write(state);
            if (Arrays.equals(text, written)) {
                return new byte[0];
            }
            written = text;
            return text;
        });
    }

    void restoreBudgets(Engine engine, long now) {
        read(
                BUDGETS,
                text -> {
                    BudgetText.read(text, engine, now);
                    return true;
                },
                false);
    }

    void budgets(Engine engine) {
        if (!engine.histories().isEmpty()) {
            write(BUDGETS, () -> BudgetText.write(engine));
        }
    }

    private <T> T read(String name, Reader<T> reader, T otherwise) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return otherwise;
        }
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IOException("has " + Files.size(file) + " bytes, at most " + BYTES_MAX + " can be right");
            }
            return reader.read(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            return damaged(file, e.getOriginalMessage(), otherwise); // the whole has lines
        } catch (IOException | RuntimeException e) {
            return damaged(file, e.toString(), otherwise);
        }
    }

    private static <T> T damaged(Path file, String reason, T otherwise) {
        LOG.error("alerts not remembered file={} reason=\"{}\" effect=\"they begin anew\"", file, reason);
        return otherwise;
    }

    private void write(String name, Content content) {
        Path file = folder.resolve(name);
        try {
            byte[] text = content.bytes();
            if (text.length > 0) {
                replace(file, text);
            }
            failing = false;
        } catch (IOException e) {
            written = new byte[0];
            if (!failing) {
                LOG.error(
                        "alerts not written file={} reason=\"{}\" effect=\"a restart forgets them\"",
                        file,
                        e.toString());
            }
            failing = true;
        }
    }

    private static void replace(Path file, byte[] text) throws IOException {
        Files.createDirectories(file.getParent());
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

package io.roundhouse.monitorhost;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelId;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What was attached by hand, a file each, {@code MODEL/MONITOR.properties}: so a broken one is the loss of one. Written
 * beside, forced to the disk and renamed: after a sudden end it says what it said before, or what it was to say.
 */
final class ByHandFiles {
    private static final Logger LOG = System.getLogger("io.roundhouse.monitorhost");
    private static final String SUFFIX = ".properties";
    private static final long BYTES_MAX = 64 * 1024;

    private final Path directory;

    ByHandFiles(Path directory) {
        this.directory = directory;
    }

    /** Who takes what is remembered. */
    @FunctionalInterface
    interface Taker {
        void take(String model, String monitor, Settings settings);
    }

    /** Everything that can be read; of the rest the log tells, a sentence each. */
    void read(Taker taker) {
        for (Path folder : list(directory)) {
            for (Path file : list(folder)) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(SUFFIX)) {
                    read(folder, file, name.substring(0, name.length() - SUFFIX.length()), taker);
                }
            }
        }
    }

    private static void read(Path folder, Path file, String monitor, Taker taker) {
        String model = String.valueOf(folder.getFileName());
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IOException("has " + Files.size(file) + " bytes, at most " + BYTES_MAX + " can be right");
            }
            if (!ModelId.isName(model) || !ModelId.isName(monitor)) {
                throw new IOException("is not named by a model and a monitor");
            }
            Properties lines = new Properties();
            lines.load(new StringReader(Files.readString(file)));
            Settings.Builder flat = Settings.builder(model + "/" + monitor + SUFFIX);
            for (String key : new TreeSet<>(lines.stringPropertyNames())) {
                flat.put(key, lines.getProperty(key, ""), model + "/" + monitor + SUFFIX);
            }
            taker.take(model, monitor, FlatSettings.nested(flat.build()));
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "monitor attached by hand not remembered file={0} reason=\"{1}\" effect=\"it is not attached;"
                            + " roundhouse:monitor attach does so anew\"",
                    file,
                    e.getMessage());
        }
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "monitors attached by hand not remembered folder={0} reason=\"{1}\"", folder, e);
            return List.of();
        }
    }

    void write(String model, String monitor, Settings settings) throws IOException {
        Properties lines = new Properties();
        FlatSettings.flat(settings).forEach(lines::setProperty);
        StringWriter text = new StringWriter();
        lines.store(text, "Monitor " + monitor + " on model " + model + ", attached by roundhouse:monitor attach");
        Path file = file(model, monitor);
        Files.createDirectories(directory.resolve(model));
        Path beside = directory.resolve(model).resolve(monitor + ".new");
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(String model, String monitor) throws IOException {
        Files.deleteIfExists(file(model, monitor));
    }

    private Path file(String model, String monitor) {
        return directory.resolve(model).resolve(monitor + SUFFIX);
    }
}

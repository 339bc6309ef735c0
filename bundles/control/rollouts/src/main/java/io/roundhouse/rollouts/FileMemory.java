package io.roundhouse.rollouts;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file a model below the server's data folder. It is written beside, forced to the disk and renamed, so that after a
 * sudden end the file says what it said before or what it was to say, and nothing between.
 */
final class FileMemory implements Memory, OrderBook {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.rollouts");
    private static final String SUFFIX = ".rollout";
    private static final String ORDER = "engine.canary";
    private static final long BYTES_MAX = 8 << 20;

    private final Path directory;

    FileMemory(Path directory) {
        this.directory = directory;
    }

    /** Everything remembered; a damaged file is set aside and reported, and its model begins anew. */
    List<CourseState> read() {
        List<CourseState> states = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(file -> read(file, states));
            } catch (IOException e) {
                LOG.error("rollouts not remembered directory={} effect=\"the newest versions answer\"", directory, e);
            }
        }
        return states;
    }

    private static void read(Path file, List<CourseState> states) {
        try {
            states.add(StateText.read(load(file)));
        } catch (IOException | IllegalArgumentException e) {
            setAside(file, e);
        }
    }

    private static Properties load(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException("has " + Files.size(file) + " bytes, at most " + BYTES_MAX + " can be right");
        }
        Properties lines = new Properties();
        lines.load(new StringReader(Files.readString(file)));
        return lines;
    }

    private static void setAside(Path file, Exception why) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        LOG.error(
                "rollout not remembered file={} reason=\"{}\" effect=\"its newest version answers\" kept_as={}",
                file,
                why.getMessage(),
                aside);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("damaged file stays file={} reason=\"{}\"", file, e.getMessage());
        }
    }

    @Override
    public void write(CourseState state) {
        try {
            write(file(state.model()), StateText.write(state));
        } catch (IOException e) {
            LOG.error(
                    "rollout not written model={} reason=\"{}\" effect=\"a restart goes back to what was written last\"",
                    state.model(),
                    e.getMessage());
        }
    }

    private static void write(Path file, Properties lines) throws IOException {
        Files.createDirectories(file.getParent());
        StringWriter text = new StringWriter();
        lines.store(text, null);
        Path beside = file.resolveSibling(file.getFileName() + ".new");
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

    @Override
    public @Nullable Order readOrder() {
        Path file = directory.resolve(ORDER);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return OrderText.read(load(file));
        } catch (IOException | IllegalArgumentException e) {
            setAside(file, e);
            return null;
        }
    }

    @Override
    public void writeOrder(@Nullable Order order) {
        Path file = directory.resolve(ORDER);
        try {
            if (order == null) {
                Files.deleteIfExists(file);
            } else {
                write(file, OrderText.write(order));
            }
        } catch (IOException e) {
            LOG.error("engine canary not written reason=\"{}\" effect=\"a restart gives it up\"", e.getMessage());
        }
    }

    private Path file(String model) {
        return directory.resolve(model + SUFFIX);
    }
}

package io.roundhouse.lifecycle;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What routers learnt, a small file a model, for the router that begins after a restart. It is written beside, forced to the
 * disk and renamed, so that a sudden end leaves what was written before. A model that goes keeps its file.
 */
final class RouterMemory {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lifecycle");
    private static final String SUFFIX = ".router";
    private static final String ROUTER = "router"; // who wrote the file
    private static final String WORD = "learnt.";
    private static final long BYTES_MAX = 1 << 20;

    private final Path directory;
    private final RouterGuard routers;
    private final Map<String, Map<String, String>> written = new HashMap<>(); // by model; of the thread that keeps

    RouterMemory(Path directory, LongSupplier nanoClock) {
        this.directory = directory;
        this.routers = new RouterGuard(nanoClock);
    }

    /** What such a router of that model learnt in an earlier life; empty when nothing is known. Any thread. */
    Map<String, String> recall(String model, String router) {
        Path file = file(model);
        try {
            if (!Files.exists(file)) {
                return Map.of();
            }
            if (Files.size(file) > BYTES_MAX) {
                throw new IOException("has " + Files.size(file) + " bytes, at most " + BYTES_MAX + " can be right");
            }
            Properties lines = new Properties();
            lines.load(new StringReader(Files.readString(file)));
            return router.equals(lines.getProperty(ROUTER)) ? learnt(lines) : Map.of();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "router remembers nothing model={} file={} reason=\"{}\" effect=\"it learns anew\"",
                    model,
                    file,
                    e.getMessage());
            return Map.of();
        }
    }

    private static Map<String, String> learnt(Properties lines) {
        return lines.stringPropertyNames().stream()
                .filter(key -> key.startsWith(WORD))
                .collect(Collectors.toUnmodifiableMap(key -> key.substring(WORD.length()), lines::getProperty));
    }

    /** Writes what has changed. One thread. */
    void keep(List<ModelSlot> slots) {
        for (ModelSlot slot : slots) {
            Serving.Routing routing = slot.serving().routing();
            if (routing != null) {
                keep(slot.name, routing);
            }
        }
        written.keySet().retainAll(slots.stream().map(slot -> slot.name).toList());
    }

    private void keep(String model, Serving.Routing routing) {
        Map<String, String> memory = routers.memory(model, routing);
        if (memory.isEmpty() || memory.equals(written.get(model))) {
            return;
        }
        Properties lines = new Properties();
        lines.setProperty(ROUTER, routing.key().factory().name());
        memory.forEach((key, text) -> lines.setProperty(WORD + key, text));
        try {
            write(file(model), lines);
            written.put(model, memory);
        } catch (IOException e) {
            routers.failed(model, routing, "what it learnt cannot be written: " + e.getMessage());
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

    private Path file(String model) {
        return directory.resolve(model + SUFFIX);
    }
}

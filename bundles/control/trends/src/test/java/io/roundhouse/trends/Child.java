package io.roundhouse.trends;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that writes minutes into an H2 file, as fast as it can, and says each that is committed. */
final class Child implements AutoCloseable {
    static final int SERIES = 200;

    private final Process process;
    private final BufferedReader out;

    private Child(Path folder, String shell) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", shell + " exec \"$@\"", "child", java, "-Xmx128m"));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                Town.h2(folder).url()));
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    static Child start(Path folder) {
        return new Child(folder, "");
    }

    /** One that cannot make files larger than that, as if its disk were full. */
    static Child limited(Path folder, int kibibytes) {
        return new Child(folder, "ulimit -S -f " + kibibytes + ";");
    }

    /** What it says next; empty when it has ended. */
    String line() {
        try {
            String line = out.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        kill();
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the child does not die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static SeriesKey key(int series) {
        return new SeriesKey("process_cpu_usage", Map.of("core", Integer.toString(series)), false);
    }

    public static void main(String... arguments) {
        TrendsSettings settings = Town.settings(arguments[0], "", "");
        Outbox outbox = new Outbox(100 * SERIES);
        long[] now = {Town.START};
        JdbcStore store = new JdbcStore(new Connections(settings), settings);
        Writer writer = new Writer(outbox, store, settings.password(), () -> now[0]);
        Map<SeriesKey, Rolled> points = new HashMap<>();
        for (int i = 0; i < SERIES; i++) {
            points.put(key(i), Rolled.of(i));
        }
        for (long minute = 0; ; minute++) {
            outbox.add(Town.START + minute * 60_000, points);
            now[0] += 60_000;
            writer.pass();
            say(
                    writer.trouble().isEmpty()
                            ? "written " + minute
                            : "trouble " + writer.trouble() + " dropped " + outbox.dropped());
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}

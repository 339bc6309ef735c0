package io.roundhouse.lifecycle;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** How much of the process lies in RAM, as Linux tells; nothing where it does not. */
final class Resident {
    private static final Path SMAPS = Path.of("/proc/self/smaps");
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Path smaps;
    private final Path status;
    private final AtomicLong began = new AtomicLong(); // growths that are being measured, or were
    private final AtomicLong ended = new AtomicLong();

    Resident() {
        this(SMAPS, STATUS);
    }

    Resident(Path smaps, Path status) {
        this.smaps = smaps;
        this.status = status;
    }

    /** Bytes of the process. */
    OptionalLong bytes() {
        try (BufferedReader lines = Files.newBufferedReader(status)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("VmRSS:")) {
                    return OptionalLong.of(kilobytes(line));
                }
            }
        } catch (IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    /** Bytes of mappings of files below each of these folders; takes some milliseconds. */
    Map<String, Long> below(Collection<String> folders) {
        Map<String, Long> bytes = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(smaps)) {
            String folder = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int path = line.indexOf(" /"); // a mapping begins with its addresses, and ends with its file
                if (Character.isDigit(line.charAt(0)) || Character.isLowerCase(line.charAt(0))) {
                    folder = path < 0 ? "" : folder(line.substring(path + 1), folders);
                } else if (!folder.isEmpty() && line.startsWith("Rss:")) {
                    bytes.merge(folder, kilobytes(line), Long::sum);
                }
            }
        } catch (IOException | RuntimeException e) {
            return Map.of();
        }
        return bytes;
    }

    private static String folder(String file, Collection<String> folders) {
        return folders.stream()
                .filter(one -> file.startsWith(one + "/"))
                .findFirst()
                .orElse("");
    }

    /** From {@code VmRSS:   123456 kB}. */
    private static long kilobytes(String line) {
        String number = line.substring(line.indexOf(':') + 1, line.lastIndexOf("kB"));
        return 1024 * Long.parseLong(number.strip());
    }

    /** Begins to measure how much the process grows. */
    Growth grow() {
        long others = began.get() - ended.get();
        return new Growth(began.incrementAndGet(), others, bytes());
    }

    /** One that is being measured. */
    final class Growth implements AutoCloseable {
        private final long which;
        private final long others;
        private final OptionalLong before;

        Growth(long which, long others, OptionalLong before) {
            this.which = which;
            this.others = others;
            this.before = before;
        }

        /** Bytes since it began, 0 when it shrank; nothing where another grew in the same time, as nobody can tell whose they are. */
        OptionalLong bytes() {
            OptionalLong now = Resident.this.bytes();
            boolean alone = others == 0 && began.get() == which;
            return alone && before.isPresent() && now.isPresent()
                    ? OptionalLong.of(Math.max(0, now.getAsLong() - before.getAsLong()))
                    : OptionalLong.empty();
        }

        @Override
        public void close() {
            ended.incrementAndGet();
        }
    }
}

package io.roundhouse.capture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files in one folder, named after the time of their first line: {@code capture-20261127T104502.250Z.jsonl}, with
 * {@code .part} behind it while it is written. Other files are not touched.
 */
final class Shelf {
    private static final String PART = ".part";
    private static final Pattern NAME = Pattern.compile("capture-(\\d{8}T\\d{6}\\.\\d{3}Z)\\.jsonl(\\.part)?");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSX").withZone(ZoneOffset.UTC);
    private static final int LOOK_BACK = 8_192;

    private final Path folder;

    Shelf(Path folder) {
        this.folder = folder;
    }

    /** One file. */
    record Item(Path path, long beganMillis, long bytes, boolean isPart) {}

    /** All there are, the oldest first. */
    List<Item> items() throws IOException {
        List<Item> items = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> paths = Files.list(folder)) {
                for (Path path : paths.toList()) {
                    add(path, items);
                }
            }
        }
        items.sort(Comparator.comparingLong(Item::beganMillis));
        return items;
    }

    private static void add(Path path, List<Item> items) throws IOException {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (name.matches()) {
            try {
                long began = Instant.from(STAMP.parse(name.group(1))).toEpochMilli();
                items.add(new Item(path, began, Files.size(path), name.group(2) != null));
            } catch (NoSuchFileException e) {
                // an operator took it away meanwhile
            } catch (DateTimeException e) {
                // a thirteenth month: not one of ours
            }
        }
    }

    /** A new file for lines from now on; of a name that no other has. */
    Path begin(long nowMillis) throws IOException {
        Owned.folder(folder);
        long millis = nowMillis;
        while (Files.exists(part(millis)) || Files.exists(finished(part(millis)))) {
            millis++;
        }
        return Owned.file(part(millis));
    }

    private Path part(long millis) {
        return folder.resolve("capture-" + STAMP.format(Instant.ofEpochMilli(millis)) + ".jsonl" + PART);
    }

    static Path finished(Path part) {
        String name = part.getFileName().toString();
        return part.resolveSibling(name.substring(0, name.length() - PART.length()));
    }

    /** Gives a file its name; an empty one goes. */
    void finish(Path part) throws IOException {
        if (Files.size(part) == 0) {
            Files.delete(part);
        } else {
            Files.move(part, finished(part), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Finishes what a process that was killed has left, without the line that it was at. */
    void mend() throws IOException {
        for (Item item : items()) {
            if (item.isPart()) {
                try (RandomAccessFile file = new RandomAccessFile(item.path().toFile(), "rw")) {
                    file.setLength(endOfLines(file));
                }
                finish(item.path());
            }
        }
    }

    private static long endOfLines(RandomAccessFile file) throws IOException {
        byte[] bytes = new byte[LOOK_BACK];
        for (long end = file.length(); end > 0; ) {
            int count = (int) Math.min(LOOK_BACK, end);
            file.seek(end - count);
            file.readFully(bytes, 0, count);
            for (int i = count - 1; i >= 0; i--) {
                if (bytes[i] == '\n') {
                    return end - count + i + 1;
                }
            }
            end -= count;
        }
        return 0;
    }

    /** What others may still write on this disk. */
    long freeBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }
}

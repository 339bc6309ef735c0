package io.roundhouse.repository;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Looks at everything in a model folder without opening a file and without following a link to a folder. */
final class FolderScan {
    static final int ENTRIES_MAX = 10_000;
    static final int DEPTH_MAX = 16;

    /** rsync's name of a file it is writing. */
    static final Pattern RSYNC = Pattern.compile("\\..+\\.[A-Za-z0-9]{6}");

    private final Path folder;
    private final List<Entry> entries = new ArrayList<>();

    private FolderScan(Path folder) {
        this.folder = folder;
    }

    /**
     * The entries by path; one more than {@link #ENTRIES_MAX} when there are too many. Hidden names are passed over.
     *
     * @throws IOException something vanished meanwhile: look again
     */
    static List<Entry> scan(Path folder) throws IOException {
        FolderScan scan = new FolderScan(folder);
        scan.look(folder, "", 1);
        scan.entries.sort(Comparator.comparing(Entry::path));
        return List.copyOf(scan.entries);
    }

    private void look(Path at, String prefix, int depth) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(at)) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                if (entries.size() > ENTRIES_MAX) {
                    return;
                }
                if (!name.startsWith(".") || RSYNC.matcher(name).matches()) {
                    Entry entry = entry(child, prefix + name);
                    entries.add(entry);
                    if (entry.kind() == Entry.Kind.FOLDER && depth <= DEPTH_MAX) {
                        look(child, entry.path() + "/", depth + 1);
                    }
                }
            }
        } catch (AccessDeniedException e) {
            String path = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
            entries.removeIf(entry -> entry.path().equals(path));
            entries.add(new Entry(path, Entry.Kind.UNREADABLE, 0, 0, 0, ""));
        }
    }

    private Entry entry(Path path, String relative) throws IOException {
        BasicFileAttributes own = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (own.isDirectory()) {
            return new Entry(relative, Entry.Kind.FOLDER, 0, 0, 0, "");
        }
        if (own.isSymbolicLink()) {
            return link(path, relative);
        }
        Entry.Kind kind = !own.isRegularFile()
                ? Entry.Kind.OTHER
                : Files.isReadable(path) ? Entry.Kind.FILE : Entry.Kind.UNREADABLE;
        return new Entry(relative, kind, own.size(), nanos(own.lastModifiedTime()), changed(path), "");
    }

    private Entry link(Path path, String relative) throws IOException {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            return new Entry(relative, Entry.Kind.BAD_LINK, 0, 0, 0, "");
        }
        Path real = path.toRealPath();
        BasicFileAttributes target = Files.readAttributes(real, BasicFileAttributes.class);
        return new Entry(
                relative,
                Entry.Kind.LINK,
                target.size(),
                nanos(target.lastModifiedTime()),
                changed(real),
                real.toString());
    }

    /** The inode's change time, which nobody can set; 0 where the file system has none. */
    private long changed(Path path) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return 0;
        }
        return Files.getAttribute(path, "unix:ctime") instanceof FileTime time ? nanos(time) : 0;
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}

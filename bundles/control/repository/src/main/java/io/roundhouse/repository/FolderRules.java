package io.roundhouse.repository;

import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Profiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a settled model folder must look like before a byte of it is read. */
final class FolderRules {
    /** What a mistake is reported under that belongs to no version alone. */
    static final String WHOLE = "model.yaml";

    /** The version of a model of which there is none yet. */
    private static final String FIRST = "1";

    /** How the tools that copy and download call a file that is not complete. */
    private static final Set<String> UNFINISHED =
            Set.of(".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".aria2", ".swp");

    /** What our own tools write beside a model. */
    private static final Set<String> LEARNT = Set.of(FittedFile.NAME, Profiler.FILE);

    private final String place;
    private final Path root;
    private final List<Entry> entries;

    /**
     * @param root the real path of the folder of all models: links may end below it
     */
    FolderRules(String name, Path root, List<Entry> entries) {
        this.place = "models/" + name;
        this.root = root;
        this.entries = entries;
    }

    /** The version folders there, one at least. */
    Versions check() throws BrokenFolderException {
        Versions versions = checkPlanned();
        if (entries.stream().noneMatch(this::isVersion)) {
            throw new BrokenFolderException(WHOLE, place + " has no version folder" + misplaced());
        }
        return versions;
    }

    private boolean isVersion(Entry entry) {
        return entry.kind() == Entry.Kind.FOLDER && ModelId.isName(entry.path());
    }

    /** As {@link #check}, but where there is none yet, the one that will be: steps learn before there is a model. */
    Versions checkPlanned() throws BrokenFolderException {
        if (entries.size() > FolderScan.ENTRIES_MAX) {
            throw new BrokenFolderException(
                    WHOLE, place + " has more than " + FolderScan.ENTRIES_MAX + " files and folders");
        }
        for (Entry entry : entries) {
            checkEntry(entry);
        }
        return versions();
    }

    private void checkEntry(Entry entry) throws BrokenFolderException {
        String path = entry.path().isEmpty() ? place : place + "/" + entry.path();
        String part = ModelId.isName(entry.version()) ? entry.version() : WHOLE;
        if (entry.path().chars().filter(c -> c == '/').count() >= FolderScan.DEPTH_MAX) {
            throw new BrokenFolderException(part, path + " lies more than " + FolderScan.DEPTH_MAX + " folders deep");
        }
        if (isUnfinished(entry.name())) {
            throw new BrokenFolderException(
                    part, path + " looks like a copy in progress; the folder is read again when it is gone");
        }
        switch (entry.kind()) {
            case UNREADABLE ->
                throw new BrokenFolderException(
                        part, path + " cannot be read by the server; look at its owner and its mode");
            case OTHER ->
                throw new BrokenFolderException(
                        part, path + " is neither a file nor a folder; only these can be served");
            case BAD_LINK ->
                throw new BrokenFolderException(
                        part, path + " is a link to a folder or to nothing; only links to files are followed");
            case LINK -> {
                if (!Path.of(entry.target()).startsWith(root)) {
                    throw new BrokenFolderException(
                            part, path + " is a link to a file outside the folder of models; copy the file here");
                }
            }
            default -> {}
        }
    }

    private static boolean isUnfinished(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
        return UNFINISHED.contains(extension)
                || name.endsWith("~")
                || FolderScan.RSYNC.matcher(name).matches();
    }

    private Versions versions() throws BrokenFolderException {
        if (entries.stream().anyMatch(entry -> entry.path().equals("model.yml"))) {
            throw new BrokenFolderException(WHOLE, place + "/model.yml is not read; rename it to model.yaml");
        }
        Versions versions = new Versions(
                entries.stream().filter(this::isVersion).map(Entry::path).toList());
        if (versions.names().isEmpty()) {
            return new Versions(List.of(FIRST));
        }
        if (versions.ambiguous().isPresent()) {
            throw new BrokenFolderException(
                    WHOLE,
                    place + " has two folders of one version: "
                            + versions.ambiguous().get() + "; take one away");
        }
        return versions;
    }

    private String misplaced() {
        return entries.stream()
                .map(Entry::path)
                .filter(path -> !path.contains("/") && path.startsWith("model.") && !path.equals(WHOLE))
                .findFirst()
                .map(path -> "; move " + place + "/" + path + " to " + place + "/1/" + path)
                .orElse("; put the model's files into " + place + "/" + FIRST);
    }

    /** A version that is to be served has files beside what its steps learnt, and none of them is an empty model. */
    void checkServed(String version) throws BrokenFolderException {
        List<Entry> files = files(version);
        if (files.isEmpty()) {
            throw new BrokenFolderException(
                    version,
                    place + "/" + version + " has no model file yet; put it there (what it is to be trained on,"
                            + " 'roundhouse fit' and 'roundhouse transform' make without it)");
        }
        if (files.stream().allMatch(file -> LEARNT.contains(file.path().substring(version.length() + 1)))) {
            throw new BrokenFolderException(
                    version,
                    place + "/" + version + " has " + files.get(0).name()
                            + " and no model file yet; train the model on what"
                            + " 'roundhouse transform' writes, and put it there");
        }
        checkNotEmpty(version);
    }

    private List<Entry> files(String version) {
        return entries.stream()
                .filter(entry -> entry.isContent() && entry.version().equals(version))
                .toList();
    }

    /** A model file that is there has something in it. */
    void checkNotEmpty(String version) throws BrokenFolderException {
        for (Entry file : files(version)) {
            if (file.size() == 0 && file.name().startsWith("model.")) {
                throw new BrokenFolderException(version, place + "/" + file.path() + " is empty, 0 bytes");
            }
        }
    }
}

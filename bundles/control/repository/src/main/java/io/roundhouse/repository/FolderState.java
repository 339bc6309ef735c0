package io.roundhouse.repository;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is remembered of one model folder between two looks. Guarded by {@link ModelFolders}. */
final class FolderState {
    final String name;

    /** What the last look saw, and since when it has been so. */
    List<Entry> seen = List.of();

    long seenSince;
    boolean everSeen;

    /** When it was first found missing; empty folder names are told as removed after the settling time. */
    @Nullable
    Long missingSince;

    /** What the lifecycle was told about; null when it has to be told again. */
    @Nullable
    List<Entry> told;

    /** Why it was rejected; empty when it was not. */
    String rejection = "";

    boolean unloaded;

    /** Copies made, by version, as long as the version's entries stay the same. */
    final Map<String, Copy> copies = new HashMap<>();

    /** Digests that may still be served: of the definition told last, and before it is live of those before it. */
    final Set<String> digests = new HashSet<>();

    FolderState(String name) {
        this.name = name;
    }

    /** Takes note of a look; the clock of "unchanged" starts again with every difference. */
    void see(List<Entry> entries, long now) {
        missingSince = null;
        if (!everSeen || !entries.equals(seen)) {
            seen = entries;
            seenSince = now;
            everSeen = true;
        }
    }

    boolean hasOldCopies() {
        return digests.size() > copies.size() || !currentDigests().equals(digests);
    }

    Set<String> currentDigests() {
        Set<String> current = new HashSet<>();
        copies.values().forEach(copy -> current.add(copy.digest()));
        return current;
    }

    /** A version in the store, and the entries it was copied from. */
    record Copy(List<Entry> entries, String digest) {}
}

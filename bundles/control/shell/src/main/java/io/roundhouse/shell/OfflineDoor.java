package io.roundhouse.shell;

import io.roundhouse.server.control.Offline.Subject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the commands that work on files have in common. */
final class OfflineDoor {
    private OfflineDoor() {}

    /** The service of {@code control/offline}, which need not be there. */
    static <T> T of(@Nullable T there) {
        return Refusal.unlessThere(
                there, "nothing here works on files, as its bundle is not running", "roundhouse-offline");
    }

    static Subject subject(String model, String version) {
        return new Subject(model, version.isEmpty() ? Optional.empty() : Optional.of(version));
    }

    /** Words with commas between them. */
    static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
}

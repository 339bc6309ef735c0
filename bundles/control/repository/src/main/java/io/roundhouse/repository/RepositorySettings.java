package io.roundhouse.repository;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The settings, checked.
 *
 * @param directory the folder of models
 * @param store where private copies lie
 * @param poll from one look to the next
 * @param settle how long nothing may change before a folder is read
 */
record RepositorySettings(Path directory, Path store, Duration poll, Duration settle) {
    private static final Duration POLL_MIN = Duration.ofMillis(10); // below, looking is all the processor does
    private static final Duration MAX = Duration.ofMinutes(1);

    RepositorySettings {
        if (poll.compareTo(POLL_MIN) < 0) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION, "poll must be 10ms..1m, was " + poll.toMillis() + "ms");
        }
    }

    /** A relative {@code models} is below {@code base}. */
    static RepositorySettings of(String models, String poll, String settle, Path base, Path store) {
        if (models.isBlank()) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION, "models must be the folder of models, was empty");
        }
        Settings texts = Settings.of(Map.of("poll", poll, "settle", settle));
        return new RepositorySettings(
                base.resolve(models).toAbsolutePath().normalize(),
                store,
                texts.duration("poll", MAX, MAX),
                texts.duration("settle", MAX, MAX));
    }
}

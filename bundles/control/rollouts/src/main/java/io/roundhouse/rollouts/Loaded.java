package io.roundhouse.rollouts;

import java.time.Duration;
import java.util.Optional;

/**
 * How far the canary's arm is.
 *
 * @param failure empty while there is none
 */
record Loaded(boolean isLive, String failure) {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Why there is no use in waiting for it. */
    Optional<String> hopeless(Going going, long now) {
        String canary = going.canary().text();
        if (!failure.isEmpty()) {
            return Optional.of(canary + " does not load: " + failure);
        }
        return now - going.sinceMillis() > LIMIT.toMillis()
                ? Optional.of(canary + " was not loaded within " + Step.readable(LIMIT))
                : Optional.empty();
    }
}

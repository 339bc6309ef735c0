package io.roundhouse.batcher;

import io.roundhouse.api.config.Settings;
import java.time.Duration;

/**
 * The section {@code batching} of {@code model.yaml}.
 *
 * @param rowsMax the most rows that requests are gathered to; 1 batches nothing. One request with more rows runs alone
 * @param waitMax how long a free instance waits for a fuller batch <em>while another instance computes</em>; when none
 *     computes, a request starts at once whatever this says, so with one instance it has no effect
 * @param queueMax requests that wait for the engine; more are refused
 */
record BatchingSettings(int rowsMax, Duration waitMax, int queueMax) {
    private static final Duration WAIT_LIMIT = Duration.ofSeconds(10);

    /** Reads and checks; a value out of bounds is answered with its place, what was found and what is allowed. */
    static BatchingSettings of(Settings settings) {
        settings.allow("rows_max", "wait_max", "queue_max");
        return new BatchingSettings(
                (int) settings.integer("rows_max", 32, 1, 65_536),
                settings.duration("wait_max", Duration.ZERO, WAIT_LIMIT),
                (int) settings.integer("queue_max", 1024, 1, 1_048_576));
    }
}

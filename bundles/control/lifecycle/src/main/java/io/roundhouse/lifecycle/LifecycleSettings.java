package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.time.Duration;
import java.util.Map;

/**
 * The settings, checked.
 *
 * @param loadThreads models loaded at once
 * @param loadTimeout for loading and warming one version
 * @param drainTimeout how long what is replaced waits for the requests it has
 * @param warmRequests made-up requests before a version is published; 0 for none
 * @param warmReplacement how long more of them at most, where the version replaces one that serves; 0 for none
 * @param engineUrl where a swap finds an engine, with {@code {name}} and {@code {version}}
 */
record LifecycleSettings(
        int loadThreads,
        Duration loadTimeout,
        Duration drainTimeout,
        int warmRequests,
        Duration warmReplacement,
        String engineUrl) {
    private static final Duration MAX = Duration.ofHours(1);

    static LifecycleSettings of(LifecycleConfig config) {
        return of(
                config.load_threads(),
                config.load_timeout(),
                config.drain_timeout(),
                config.warm_requests(),
                config.warm_replacement(),
                config.engine_url());
    }

    static LifecycleSettings of(
            int loadThreads,
            String loadTimeout,
            String drainTimeout,
            int warmRequests,
            String warmReplacement,
            String engineUrl) {
        require("load.threads", loadThreads, 1, 16);
        require("warm.requests", warmRequests, 0, 1000);
        if (!engineUrl.contains("{name}") || !engineUrl.contains("{version}")) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "engine.url must contain {name} and {version}, was '" + engineUrl + "'");
        }
        Settings texts = Settings.of(Map.of(
                "load.timeout", loadTimeout, "drain.timeout", drainTimeout, "warm.replacement", warmReplacement));
        return new LifecycleSettings(
                loadThreads,
                texts.duration("load.timeout", MAX, MAX),
                texts.duration("drain.timeout", MAX, MAX),
                warmRequests,
                texts.duration("warm.replacement", MAX, MAX),
                engineUrl);
    }

    private static void require(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION, key + " must be " + min + ".." + max + ", was " + value);
        }
    }
}

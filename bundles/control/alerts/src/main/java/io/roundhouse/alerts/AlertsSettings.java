package io.roundhouse.alerts;

import io.roundhouse.api.config.Settings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where things lie.
 *
 * @param base what relative paths are relative to, also those in the rules file
 * @param scripts the folder of scripts that rules may name
 * @param scriptLimit how long a script may take
 * @param data the server's data folder for this room
 */
record AlertsSettings(Path base, Path rules, Path scripts, Duration scriptLimit, Path data) {
    private static final Duration LIMIT_MAX = Duration.ofMinutes(10);

    static AlertsSettings of(Settings settings, Path base, Path data) {
        settings.allow("rules", "scripts", "script.timeout");
        Duration limit = settings.duration("script.timeout", Duration.ofMinutes(1), LIMIT_MAX);
        if (limit.toMillis() < 1) {
            throw settings.invalid("script.timeout", "must be above 0, like 1m", null);
        }
        return new AlertsSettings(
                base,
                base.resolve(settings.text("rules", "etc/alerts.yaml")),
                base.resolve(settings.text("scripts", "etc/alert-scripts")),
                limit,
                data);
    }
}

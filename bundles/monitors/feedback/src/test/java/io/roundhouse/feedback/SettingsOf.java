package io.roundhouse.feedback;

import io.roundhouse.api.config.Settings;
import java.util.List;

/** Sections, briefly. */
final class SettingsOf {
    private SettingsOf() {}

    /** Key and value in turns; the value of {@code classes} is split at its commas. */
    static FeedbackSettings texts(String... texts) {
        return FeedbackSettings.of(section(texts));
    }

    static Settings section(String... texts) {
        Settings.Builder builder = Settings.builder("models/m/model.yaml:2:1");
        for (int i = 0; i < texts.length; i += 2) {
            if (texts[i].equals("classes")) {
                builder.putTexts(texts[i], List.of(texts[i + 1].split(",", -1)), "models/m/model.yaml:2:3");
            } else {
                builder.put(texts[i], texts[i + 1], "models/m/model.yaml:2:3");
            }
        }
        return builder.build();
    }
}

package io.roundhouse.quality;

import static io.roundhouse.quality.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.quality.QualitySettings.Choice;
import io.roundhouse.quality.QualitySettings.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualitySettingsTest {
    @Test
    void everythingHasADefault() {
        QualitySettings settings = QualitySettings.of(Settings.empty());

        assertThat(settings.output()).isEmpty();
        assertThat(settings.kind()).isEqualTo(Kind.AUTO);
        assertThat(settings.classes()).isEmpty();
        assertThat(settings.positive(2)).isEqualTo(1);
        assertThat(settings.positive(3)).isEqualTo(-1);
        assertThat(settings.threshold()).isEqualTo(0.5);
        assertThat(settings.window()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.reference()).isEmpty();
        assertThat(settings.referenceRows()).isEqualTo(1_000);
        assertThat(settings.rowsMin()).isEqualTo(100);
        assertThat(settings.calibration()).isEqualTo(Choice.AUTO);
        assertThat(settings.tolerance(Kind.PROBABILITIES)).isEqualTo(0.05);
        assertThat(settings.tolerance(Kind.NUMBERS)).isEqualTo(0.25);
    }

    @Test
    void readsAllKeys() {
        QualitySettings settings = settings(
                "output",
                "p",
                "kind",
                "probabilities",
                "classes",
                "good,bad",
                "positive",
                "good",
                "threshold",
                "0.3",
                "window",
                "10m",
                "reference",
                "rows.csv",
                "reference_rows",
                "200",
                "rows_min",
                "50",
                "calibration",
                "isotonic",
                "tolerance",
                "0.1");

        assertThat(settings.classes()).containsExactly("good", "bad");
        assertThat(settings.positive(2)).isZero();
        assertThat(settings.threshold()).isEqualTo(0.3);
        assertThat(settings.window()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.reference()).isEqualTo("rows.csv");
        assertThat(settings.tolerance(Kind.NUMBERS)).isEqualTo(0.1);
        assertThat(settings.word(1)).isEqualTo("bad");
    }

    @Test
    void classesMayBeAList() {
        Settings settings = Settings.builder("model.yaml:7:5")
                .putTexts("classes", List.of("a", "b", "c"), "model.yaml:8:7")
                .build();

        assertThat(QualitySettings.of(settings).classes()).containsExactly("a", "b", "c");
    }

    @Test
    void whatCannotBeIsRefusedInASentence() {
        assertThatThrownBy(() -> settings("windo", "1h"))
                .hasMessageStartingWith("model.yaml:8:7: 'windo' is not known here; did you mean 'window'?");
        assertThatThrownBy(() -> settings("window", "1s"))
                .hasMessage("model.yaml:8:7: 'window' must be at least 12s, was '1s'");
        assertThatThrownBy(() -> settings("classes", "a"))
                .hasMessage("model.yaml:8:7: 'classes' must have 2..64 words, has 1");
        assertThatThrownBy(() -> settings("classes", "a,a"))
                .hasMessage("model.yaml:8:7: 'classes' has a word twice: [a, a]");
        assertThatThrownBy(() -> settings("classes", "a,b", "positive", "c"))
                .hasMessage("model.yaml:8:7: 'positive' must be one of [a, b], was 'c'");
        assertThatThrownBy(() -> settings("reference", "../rows.csv"))
                .hasMessage("model.yaml:8:7: 'reference' must be the name of a file in the model's folder,"
                        + " was '../rows.csv'");
    }
}

package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.drift.DriftSettings.AlarmOn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriftSettingsTest {
    @Test
    void hasTheseDefaults() {
        assertThat(Given.settings())
                .isEqualTo(new DriftSettings(
                        Duration.ofMinutes(5),
                        12,
                        200,
                        Optional.empty(),
                        5000,
                        Duration.ofHours(1),
                        0.01,
                        0.1,
                        0.25,
                        AlarmOn.OUTPUTS,
                        1,
                        List.of()));
    }

    @Test
    void takesNamesWithCommasFromTheShell() {
        assertThat(Given.settings("columns", "age, home").only()).containsExactly("age", "home");
    }

    @Test
    void refusesPanesThatDoNotFillTheWindow() {
        assertThatThrownBy(() -> Given.settings("window", "1h", "every", "7m"))
                .hasMessageContaining("'every' must cut the window into 1..12 equal panes of at least 1s")
                .hasMessageContaining("window is 1h and every is 7m");
        assertThatThrownBy(() -> Given.settings("window", "1h", "every", "1m")).hasMessageContaining("1..12");
        assertThatThrownBy(() -> Given.settings("window", "2s")).hasMessageContaining("'window' must cut");
    }

    @Test
    void refusesAnAlarmBelowTheWarning() {
        assertThatThrownBy(() -> Given.settings("psi_warning", "0.3", "psi_alarm", "0.2"))
                .hasMessageContaining("'psi_alarm' must be at least psi_warning, 0.3, was 0.2");
    }

    @Test
    void namesTheKeyThatIsMeant() {
        assertThatThrownBy(() -> Given.settings("windw", "1h"))
                .hasMessageContaining("'windw' is not known here")
                .hasMessageContaining("window");
    }
}

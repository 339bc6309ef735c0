package io.roundhouse.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Anomalies;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnomaliesCommandTest {
    private static final class Found implements Anomalies {
        private final List<Anomaly> anomalies;

        Found(Anomaly... anomalies) {
            this.anomalies = List.of(anomalies);
        }

        @Override
        public List<Anomaly> anomalies() {
            return anomalies;
        }

        @Override
        public MonitorReport report() {
            return new MonitorReport(Health.GOOD, "Nothing is unusual now.", List.of(), List.of());
        }
    }

    private static String shown(Anomalies anomalies, String model) {
        AnomaliesCommand command = new AnomaliesCommand();
        command.anomalies = anomalies;
        command.name = model;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        command.print(new PrintStream(shown, true, UTF_8));
        return shown.toString(UTF_8);
    }

    @Test
    void showsWhatWasUnusualAndWhen() {
        Anomalies found = new Found(
                new Anomalies.Anomaly(
                        "credit", 60_000, 0, 2.5, "credit: p99 latency is 480 ms, usual is 31.0 ms", List.of()),
                new Anomalies.Anomaly(
                        "", 0, 60_000, 1.2, "the server: memory is 900 MiB, usual is 600 MiB", List.of()));

        assertThat(shown(found, ""))
                .contains("credit", "1970-01-01T00:01:00Z", "now", "2.5", "p99 latency is 480 ms, usual is 31.0 ms")
                .contains("the server: memory is 900 MiB");
        assertThat(shown(found, "credit")).contains("p99").doesNotContain("memory");
    }

    @Test
    void saysHowItStandsWhereThereIsNothing() {
        assertThat(shown(new Found(), "")).isEqualToNormalizingNewlines("Nothing is unusual now.\n");
    }

    @Test
    void saysWhichBundleIsMissing() {
        assertThatThrownBy(() -> new AnomaliesCommand().table())
                .hasMessageContaining("feature:install roundhouse-anomaly");
    }
}

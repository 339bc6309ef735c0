package io.roundhouse.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Alerts;
import io.roundhouse.server.control.Offline;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertCommandTest {
    private final FakeAlerts alerts = new FakeAlerts();
    private final AlertCommand command = new AlertCommand();

    AlertCommandTest() {
        command.alerts = alerts;
    }

    private static final class FakeAlerts implements Alerts {
        final List<String> calls = new ArrayList<>();
        String trouble = "";

        private static final Alert ERRORS = new Alert(
                "errors",
                "page",
                Map.of("model", "credit"),
                State.FIRING,
                1_700_000_000_000L,
                0.0731,
                "0.0731 of all requests of credit fail",
                "");

        @Override
        public List<Alert> alerts() {
            return List.of(ERRORS);
        }

        @Override
        public List<Rule> rules() {
            return List.of(new Rule(
                    "errors",
                    "page",
                    "increase of failures over 5m > 0.05",
                    Duration.ofMinutes(2),
                    List.of("roll-back"),
                    "there is no metric 'failures' yet"));
        }

        @Override
        public String trouble() {
            return trouble;
        }

        @Override
        public String silence(Map<String, String> labels, Duration duration, String by, String reason) {
            calls.add("silence " + labels + " " + duration + " " + by + " " + reason);
            return "s1";
        }

        @Override
        public void unsilence(String id) {
            calls.add("unsilence " + id);
        }

        @Override
        public List<Silence> silences() {
            return List.of(new Silence("s1", Map.of("model", "credit"), 1_700_000_000_000L, "ada", "being mended"));
        }

        @Override
        public List<Drained> drained() {
            return List.of(
                    new Drained("credit", "canary", "errors{arm=canary, model=credit}", 1_700_000_000_000L, false));
        }

        @Override
        public void resume(String model, String arm) {
            calls.add("resume " + model + " " + arm);
        }

        @Override
        public Recorded record(Path file, Duration every, Duration limit, Offline.Watch watch) {
            calls.add("record " + file + " " + every + " " + limit);
            watch.at("recording", 3, 0.5);
            return new Recorded(file, 360, 2_000_000, "the time is over");
        }

        @Override
        public List<Alert> test(Path rules, Path recording) {
            calls.add("test " + rules + " " + recording);
            return List.of(ERRORS);
        }
    }

    private String printed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        command.print(out, new ProgressLine(ProgressLine.Style.NONE, out, () -> 0));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void showsAlertsFirst() {
        assertThat(printed()).contains("errors", "page", "firing", "2023-11-14T22:13:20Z", "model=credit", "0.0731");
    }

    @Test
    void printsJsonForAScript() {
        command.json = true;

        assertThat(printed()).contains("\"alert\" : \"errors\"", "\"state\" : \"firing\"");
    }

    @Test
    void saysWhatIsNotInForce() {
        alerts.trouble = "alerts.yaml:3:5: 'abov' is not known here";

        assertThat(printed()).contains("Not in force: alerts.yaml:3:5");
    }

    @Test
    void showsRulesWithTheirNotes() {
        command.action = "rules";

        assertThat(printed()).contains("roll-back", "there is no metric 'failures' yet", "120.0 s");
    }

    @Test
    void showsSilences() {
        command.action = "silences";

        assertThat(printed()).contains("s1", "ada", "being mended");
    }

    @Test
    void silencesByLabels() {
        command.action = "silence";
        command.words = List.of("alert=errors", "model=credit");
        command.duration = "2h";
        command.by = "ada";
        command.reason = "being mended";

        assertThat(printed()).contains("Silence s1");
        assertThat(alerts.calls).containsExactly("silence {alert=errors, model=credit} PT2H ada being mended");
    }

    @Test
    void endsASilence() {
        command.action = "unsilence";
        command.words = List.of("s1");

        assertThat(printed()).contains("s1 has ended");
        assertThat(alerts.calls).containsExactly("unsilence s1");
    }

    @Test
    void showsAndResumesDrainedArms() {
        command.action = "drained";
        assertThat(printed()).contains("credit", "canary", "2023-11-14T22:13:20Z", "errors{", "it is resumed");
        command.action = "resume";
        assertThatThrownBy(this::printed).hasMessageContaining("alert resume credit canary");
        command.words = List.of("credit", "canary");

        assertThat(printed()).contains("Arm canary of credit gets its requests again.");
        assertThat(alerts.calls).containsExactly("resume credit canary");
    }

    @Test
    void takesOptionsBehindTheWords() {
        command.action = "silence";
        command.words = List.of("model=credit", "--for", "2h", "--by=ada", "--json");

        assertThat(printed()).contains("\"by\" : \"ada\"");
        assertThat(alerts.calls).containsExactly("silence {model=credit} PT2H ada ");
        command.words = List.of("model=credit", "--four", "2h");
        assertThatThrownBy(this::printed).hasMessageContaining("no option '--four'; did you mean '--for'?");
        command.words = List.of("model=credit", "--for");
        assertThatThrownBy(this::printed).hasMessageContaining("the option --for needs a value");
    }

    @Test
    void recordsAnHourUnlessItIsToldOtherwise() {
        command.action = "record";
        assertThatThrownBy(this::printed).hasMessageContaining("alert record numbers.jsonl.gz --for 8h");
        command.words = List.of("numbers.jsonl");

        assertThat(printed())
                .contains("360 moments, 2000000 bytes in numbers.jsonl: the time is over.")
                .contains("roundhouse:alert test RULES numbers.jsonl");
        command.every = "30s";
        command.duration = "2d";
        printed();

        assertThat(alerts.calls).containsExactly("record numbers.jsonl PT10S PT1H", "record numbers.jsonl PT30S PT48H");
    }

    @Test
    void triesRulesOutOnARecording() {
        command.action = "test";
        command.words = List.of("rules.yaml", "numbers.jsonl");

        assertThat(printed()).contains("2023-11-14T22:13:20Z", "errors", "firing");
        assertThat(alerts.calls).containsExactly("test rules.yaml numbers.jsonl");
    }

    @Test
    void refusesWhatIsIncompleteWithWhatToWrite() {
        command.action = "silence";
        assertThatThrownBy(this::printed).hasMessageContaining("alert silence model=credit --for 2h");
        command.words = List.of("credit");
        command.duration = "2h";
        assertThatThrownBy(this::printed).hasMessageContaining("NAME=VALUE, was 'credit'");
        command.action = "list";
        assertThatThrownBy(this::printed).hasMessageContaining("--for belongs to 'alert silence' and 'alert record'");
        command.every = "1s";
        command.duration = "";
        assertThatThrownBy(this::printed).hasMessageContaining("--every and --progress belong to 'alert record'");
        command.every = "";
        command.by = "ada";
        assertThatThrownBy(this::printed).hasMessageContaining("--by and --reason belong to 'alert silence'");
        command.by = "";
        command.duration = "";
        assertThatThrownBy(this::printed).hasMessageContaining("takes no further words");
        command.action = "lits";
        assertThatThrownBy(this::printed).hasMessageContaining("did you mean 'list'?");
    }

    @Test
    void saysHowToGetAlertsWhereThereAreNone() {
        command.alerts = null;

        assertThatThrownBy(this::printed).hasMessageContaining("feature:install roundhouse-alerts");
    }
}

package io.roundhouse.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.roundhouse.server.flow.Monitoring.Attachment;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorCommandTest {
    private final FakeMonitoring monitoring = new FakeMonitoring();

    @Test
    void listsWhatIsAttachedAndHowItIs() {
        MonitorCommand command = new MonitorCommand();
        command.monitoring = monitoring;

        assertThat(printed(command))
                .containsPattern(
                        "credit .*drift .*1.0.0 .*hand .*RUNNING .*WARNING .*12,345 .*6 .*0 .*7 .*income drifts")
                .containsPattern("fraud .*quality .*- .*model.yaml .*WAITING .*LEARNING .*not installed");
    }

    @Test
    void listsOnlyWhatIsMeant() {
        assertThat(printed(command("list", "drift", ""))).contains("credit").doesNotContain("fraud");
        assertThat(printed(command("list", "drift", "fraud"))).contains("No monitor is attached.");
    }

    @Test
    void showsWhatTheMonitorSays() {
        String text = printed(command("show", "drift", "credit")).replace('│', '|');

        assertThat(text)
                .contains("Monitor drift 1.0.0 watches credit.", "WARNING: income drifts since 12:00")
                .contains(
                        "It saw 12,345 events, was not told of 3,000 to keep to its share of the processors, lost 6, failed 0"
                                + " times; 7 wait.")
                .containsPattern("Columns\\s.*Column .*Psi\\s[^\\n]*\\n?.*income .*0\\.31")
                .containsPattern("10 … 20 .*#{15} .*50\\.0 % .*#{30} .*99\\.0 %")
                .containsPattern("0 … 10 .*#{15} .*50\\.0 % .*[^#]#[^#].*1\\.0 %")
                .containsPattern("young .*#{30} .*100\\.0 %")
                .containsPattern("roundhouse.drift.psi .*column=income.* .*0\\.31");
    }

    @Test
    void saysWhyOneWaits() {
        assertThat(printed(command("show", "quality", "fraud")))
                .contains("Monitor quality waits to watch fraud: monitor 'quality' is not installed; there is none.");
    }

    @Test
    void attachesWithSettings() {
        MonitorCommand command = command("attach", "drift", "credit");
        command.settings = List.of("window=1h", "filter=a=b", "note=");

        String text = printed(command);

        assertThat(monitoring.asked).containsExactly("attach drift credit {window=1h, filter=a=b, note=}");
        assertThat(text).isEqualToIgnoringNewLines("Monitor drift 1.0.0 watches credit.");
    }

    @Test
    void detaches() {
        String text = printed(command("detach", "drift", "credit"));

        assertThat(monitoring.asked).containsExactly("detach drift credit");
        assertThat(text).isEqualToIgnoringNewLines("Monitor drift is detached from credit, and its data is deleted.");
    }

    @Test
    void refusesWhatIsNoSetting() {
        MonitorCommand command = command("attach", "drift", "credit");
        command.settings = List.of("window");

        assertThatThrownBy(() -> printed(command)).hasMessage("a setting is KEY=VALUE, was 'window'");
        assertThat(monitoring.asked).isEmpty();
    }

    @Test
    void refusesSettingsWhereNoneBelong() {
        MonitorCommand command = command("detach", "drift", "credit");
        command.settings = List.of("window=1h");

        assertThatThrownBy(() -> printed(command))
                .hasMessage("settings belong to 'monitor attach', 'detach' takes none, found [window=1h]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "attach", "detach"})
    void doesNothingWithoutAModel(String action) {
        assertThatThrownBy(() -> printed(command(action, "drift", "")))
                .hasMessage("'monitor " + action + "' needs a monitor and a model: roundhouse:monitor " + action
                        + " MONITOR MODEL");
        assertThat(monitoring.asked).isEmpty();
    }

    @Test
    void suggestsTheNearest() {
        assertThatThrownBy(() -> printed(command("atach", "drift", "credit")))
                .hasMessage("monitor cannot 'atach'; did you mean 'attach'? Known are [attach, detach, list, show]");
        assertThatThrownBy(() -> printed(command("show", "drfit", "credit")))
                .hasMessage("monitor 'drfit' is not attached to model 'credit'; did you mean 'drift credit'? Known are"
                        + " [drift credit, quality fraud]");
    }

    @Test
    void tellsThatThereIsNoHost() {
        assertThatThrownBy(() -> printed(new MonitorCommand()))
                .hasMessageContaining("feature:install roundhouse-monitorhost");
    }

    @Test
    void completesMonitorsThatCanBeAttachedOrAre() {
        MonitorNameCompleter completer = new MonitorNameCompleter();
        assertThat(completer.names()).isEmpty();

        completer.monitoring = monitoring;
        assertThat(completer.names()).containsExactly("capture", "drift", "quality");
    }

    /** Karaf takes every command of a bundle away while one reference that is not optional is missing. */
    @Test
    void staysInTheShellWithoutTheService() throws Exception {
        for (Class<?> type : List.of(MonitorCommand.class, MonitorNameCompleter.class)) {
            assertThat(type.getDeclaredField("monitoring")
                            .getAnnotation(Reference.class)
                            .optional())
                    .isTrue();
        }
    }

    @Test
    void helpAndCompletionNameEveryAction() throws Exception {
        String help = MonitorCommand.class.getAnnotation(Command.class).detailedDescription();
        Completion completion = MonitorCommand.class.getDeclaredField("action").getAnnotation(Completion.class);

        assertThat(completion.values()).hasSize(4);
        for (String action : completion.values()) {
            assertThat(help).contains("\n  " + action + " ");
        }
    }

    @Test
    void jsonHasTheMembersOfTheContracts() throws Exception {
        for (MonitorCommand command : List.of(command("show", "drift", "credit"), command("list", "drift", ""))) {
            command.json = true;

            Set<String> names = names(printed(command));

            assertThat(names)
                    .isEqualTo(components(
                            Attachment.class,
                            MonitorReport.class,
                            MonitorReport.Table.class,
                            MonitorReport.Histogram.class,
                            Meter.class));
        }
    }

    @Test
    void jsonTellsWhatIsNoNumberAsNull() {
        MonitorCommand command = command("show", "drift", "credit");
        command.json = true;

        assertThat(printed(command)).contains("\"value\" : null", "\"value\" : 0.31");
    }

    private MonitorCommand command(String action, String monitor, String model) {
        MonitorCommand command = new MonitorCommand();
        command.monitoring = monitoring;
        command.action = action;
        command.monitor = monitor;
        command.model = model;
        return command;
    }

    private static Set<String> components(Class<?>... records) {
        Set<String> names = new TreeSet<>(Set.of("column")); // a label
        Stream.of(records)
                .flatMap(record -> Arrays.stream(record.getRecordComponents()))
                .map(RecordComponent::getName)
                .forEach(names::add);
        return names;
    }

    private static Set<String> names(String json) throws Exception {
        Set<String> names = new TreeSet<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    names.add(parser.currentName());
                }
            }
        }
        return names;
    }

    private static String printed(MonitorCommand command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        command.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

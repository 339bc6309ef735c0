package io.roundhouse.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.roundhouse.server.control.Rollouts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutCommandTest {
    private final FakeRollouts rollouts = new FakeRollouts(FakeRollouts.CREDIT, FakeRollouts.FRAUD);

    @Test
    void statusListsEveryModel() {
        String text = printed(command("status", ""));

        assertThat(text).contains("Model", "Since", "Judge");
        assertThat(text)
                .containsPattern("credit .*RUNNING .*1 .*2 .*2 of 3 .*2023-11-14T22:13:20Z .*10 % for 5 min .*CONTINUE")
                .containsPattern("fraud .*IDLE .*7 .*- .*- .*- .*- .*-");
    }

    @Test
    void isAStatusWhenNothingIsSaid() {
        RolloutCommand command = new RolloutCommand();
        command.rollouts = rollouts;

        assertThat(printed(command)).isEqualTo(printed(command("status", "")));
    }

    @Test
    void statusWithoutAnySaysHowAModelGetsOne() {
        RolloutCommand command = command("status", "");
        command.rollouts = new FakeRollouts();

        assertThat(printed(command)).contains("a section 'rollout' in its model.yaml gives it one");
    }

    @Test
    void statusOfOneTellsWhereItStandsAndWhy() {
        String text = printed(command("status", "credit"));

        assertThat(text)
                .containsPattern("step .*2 of 3")
                .containsPattern("doing .*10 % for 5 min")
                .containsPattern("rejected .*3")
                .contains("step 1 passed", "Continue: p99, accuracy are undecided.");
    }

    @Test
    void statusOfOneShowsTheJudgesNumbers() {
        String text = printed(command("status", "credit")).replace('│', '|').replaceAll(" +", " ");

        assertThat(text)
                .contains("errors | HARMLESS | 0.0123 (1200) | 0.015 (400) | +0.0027 | -0.01 .. +0.019 | at most +0.02"
                        + " | 0.3 of 60 | over 1000000 of 20 | -")
                .contains("p99 | UNDECIDED | 8 (1200) | 8.4 (400) | +5 % | -20 % .. any | at most +10 %"
                        + " | 1.5 of 60 | 0.7 of 20 | evidence either way")
                .contains("accuracy | UNDECIDED | - | - (0) | - | 0 .. 1 | at least 0.7 | 1 of 60 | 1 of 20 |"
                        + " 100 more of the canary");
    }

    @Test
    void statusSaysTheParagraphOnce() {
        Rollouts.Report credit = FakeRollouts.CREDIT;
        RolloutCommand command = command("status", "credit");
        command.rollouts = new FakeRollouts(new Rollouts.Report(
                credit.model(),
                credit.state(),
                credit.stable(),
                credit.canary(),
                credit.step(),
                credit.steps(),
                credit.doing(),
                FakeRollouts.VERDICT.text(),
                credit.sinceMillis(),
                credit.verdict(),
                credit.rejected(),
                credit.history()));

        assertThat(printed(command)).containsOnlyOnce("Continue: p99, accuracy are undecided.");
    }

    @Test
    void historyTellsWhatEndedWhenByWhomAndWhy() {
        for (String model : List.of("", "credit")) {
            assertThat(printed(command("history", model)).lines())
                    .containsExactly(
                            "credit: 1 beside 0 PROMOTED by person, 2020-09-13T12:26:40Z to 2020-09-13T12:27:40Z",
                            "  promoted by hand");
        }
        assertThat(printed(command("history", "fraud"))).contains("No rollout has ended yet.");
    }

    @ParameterizedTest
    @CsvSource({
        "start, start newest credit",
        "pause, pause credit",
        "resume, resume credit",
        "promote, promote credit",
        "abort, abort credit"
    })
    void asksForTheChangeAndTellsWhatCameOfIt(String action, String asked) {
        String text = printed(command(action, "credit"));

        assertThat(rollouts.asked).containsExactly(asked);
        assertThat(text)
                .isEqualToIgnoringNewLines("credit is RUNNING: canary 2 beside 1, step 2 of 3: 10 % for 5 min.");
    }

    @Test
    void tellsWhenNothingGoesOnAnyMore() {
        assertThat(printed(command("abort", "fraud")))
                .isEqualToIgnoringNewLines("fraud is served by 7, no rollout goes on.");
    }

    @Test
    void startsWithTheVersionGiven() {
        RolloutCommand command = command("start", "credit");
        command.version = "2";

        printed(command);

        assertThat(rollouts.asked).containsExactly("start 2 credit");
    }

    @Test
    void refusesAVersionWhereNoneBelongs() {
        RolloutCommand command = command("promote", "credit");
        command.version = "2";

        assertThatThrownBy(() -> printed(command))
                .hasMessage("--version belongs to 'rollout start', 'promote' takes none");
        assertThat(rollouts.asked).isEmpty();
    }

    @Test
    void suggestsTheNearestAction() {
        assertThatThrownBy(() -> printed(command("promot", "credit")))
                .hasMessage("rollout cannot 'promot'; did you mean 'promote'? Known are"
                        + " [abort, history, pause, promote, resume, start, status]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "history"})
    void suggestsTheNearestModel(String action) {
        assertThatThrownBy(() -> printed(command(action, "credti")))
                .hasMessage("no model 'credti' has a rollout; did you mean 'credit'? Known are [credit, fraud]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "pause", "resume", "promote", "abort"})
    void changesNothingWithoutAModel(String action) {
        assertThatThrownBy(() -> printed(command(action, "")))
                .hasMessage("'rollout " + action + "' needs a model: roundhouse:rollout " + action + " MODEL");
        assertThat(rollouts.asked).isEmpty();
    }

    @Test
    void tellsThatNobodyKeepsRollouts() {
        RolloutCommand command = new RolloutCommand();

        assertThatThrownBy(() -> printed(command)).hasMessageContaining("feature:install roundhouse-rollouts");
    }

    @Test
    void completesModelsThatHaveARollout() {
        RolloutNameCompleter completer = new RolloutNameCompleter();
        assertThat(completer.names()).isEmpty();

        completer.rollouts = rollouts;
        assertThat(completer.names()).containsExactly("credit", "fraud");
    }

    /** Karaf takes every command of a bundle away while one reference that is not optional is missing. */
    @Test
    void staysInTheShellWithoutTheService() throws Exception {
        for (Class<?> type : List.of(RolloutCommand.class, RolloutNameCompleter.class)) {
            assertThat(type.getDeclaredField("rollouts")
                            .getAnnotation(Reference.class)
                            .optional())
                    .isTrue();
        }
    }

    @Test
    void helpAndCompletionNameEveryAction() throws Exception {
        String help = RolloutCommand.class.getAnnotation(Command.class).detailedDescription();
        Completion completion = RolloutCommand.class.getDeclaredField("action").getAnnotation(Completion.class);
        Argument argument = RolloutCommand.class.getDeclaredField("action").getAnnotation(Argument.class);

        assertThat(completion.values()).hasSize(7);
        for (String action : completion.values()) {
            assertThat(help).contains("\n  " + action + " ");
            assertThat(argument.description()).contains(action);
            assertThat(printed(command(action, "credit"))).contains("credit");
        }
    }

    @Test
    void jsonHasTheMembersOfTheReport() throws Exception {
        RolloutCommand command = command("status", "credit");
        command.json = true;

        String text = printed(command);

        assertThat(members(text, 1)).isEqualTo(components(Rollouts.Report.class));
        assertThat(text).contains("{\"decision\":\"CONTINUE\",\"alpha\":0.05}");
    }

    @Test
    void jsonOfHistoryHasTheMembersOfThePast() throws Exception {
        RolloutCommand command = command("history", "");
        command.json = true;
        List<String> expected = new ArrayList<>(List.of("model"));
        expected.addAll(components(Rollouts.Past.class));

        assertThat(members(printed(command), 2)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "abort"})
    void jsonOfAChangeIsTheReport(String action) throws Exception {
        RolloutCommand command = command(action, "fraud");
        command.json = true;

        assertThat(members(printed(command), 1)).isEqualTo(components(Rollouts.Report.class));
    }

    @Test
    void jsonOfAllIsAnArray() throws Exception {
        RolloutCommand command = command("status", "");
        command.json = true;

        List<String> each = components(Rollouts.Report.class);
        assertThat(members(printed(command), 2)).hasSize(2 * each.size()).startsWith(each.toArray(String[]::new));
    }

    private RolloutCommand command(String action, String model) {
        RolloutCommand command = new RolloutCommand();
        command.rollouts = rollouts;
        command.action = action;
        command.model = model;
        return command;
    }

    private static List<String> components(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** The names at a depth, and proof that the whole is JSON. */
    private static List<String> members(String json, int depth) throws Exception {
        List<String> names = new ArrayList<>();
        int at = 0;
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                at += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.FIELD_NAME && at == depth) {
                    names.add(parser.currentName());
                }
            }
        }
        return names;
    }

    private static String printed(RolloutCommand command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            command.print(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

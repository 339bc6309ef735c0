package io.roundhouse.monitorhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.flow.Monitoring.Attachment;
import io.roundhouse.server.flow.Monitoring.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is attached to what, when model.yaml, operators, plugins and models change. */
class ComingAndGoingTest {
    private final TestHouse house;
    private final FakeMonitors drift = new FakeMonitors();

    ComingAndGoingTest(@TempDir Path folder) {
        house = new TestHouse(folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whatModelYamlSaysIsAttached() {
        house.plugin("drift", "1.0", drift);

        house.write("credit", "drift", Map.of("window", "1h"));

        house.until("running", () -> house.only().state() == State.RUNNING);
        assertThat(house.only().note()).isEmpty();
        assertThat(house.only().version()).isEqualTo("1.0");
        assertThat(house.only().byHand()).isFalse();
        assertThat(drift.last().settings.text("window")).isEqualTo("1h");
        assertThat(drift.last().model.model()).isEqualTo("credit");
        assertThat(drift.last().model.specs()).containsOnlyKeys("stable");
        assertThat(drift.last().model.folder()).isEqualTo(house.folder.resolve("models/credit"));
        assertThat(drift.last().model.data()).isEqualTo(house.folder.resolve("data/credit/drift"));
    }

    @Test
    void eventsComeInOrderAndAreCounted() {
        house.plugin("drift", "1.0", drift);
        house.write("credit", "drift");
        house.until("running", () -> house.only().state() == State.RUNNING);

        house.send("credit", 300);
        house.send("fraud", 10);

        house.until("seen", () -> house.only().seen() == 300);
        house.until("told", () -> drift.last().seen.size() == 300);
        assertThat(TestHouse.ids(drift.last().seen))
                .startsWith("request-0", "request-1")
                .endsWith("request-299");
        assertThat(drift.last().batches).allMatch(size -> size >= 1 && size <= 256);
        assertThat(house.only().lost()).isZero();
        assertThat(house.only().report().summary()).isEqualTo("saw 300");
    }

    @Test
    void toldNothingAboutOnceASecondWhileNothingComes() {
        house.plugin("drift", "1.0", drift);
        house.write("credit", "drift");
        house.until("running", () -> house.only().state() == State.RUNNING);
        assertThat(drift.last().batches).isEmpty();

        house.clock.advance(Duration.ofSeconds(1));

        house.until("told", () -> !drift.last().batches.isEmpty());
        assertThat(drift.last().batches).containsExactly(0);
    }

    @Test
    void waitsForItsPluginAndSuggestsTheNearest() {
        house.plugin("drift", "1.0", drift);

        house.write("credit", "drfit");

        assertThat(house.only().state()).isEqualTo(State.WAITING);
        assertThat(house.only().note())
                .isEqualTo("monitor 'drfit' is not installed; did you mean 'drift'? Known are [drift]");
        house.plugin("drfit", "1.0", new FakeMonitors());
        house.until("running", () -> house.only().state() == State.RUNNING);
    }

    @Test
    void waitsForItsModel() {
        house.plugin("drift", "1.0", drift);
        house.write("late", "drift");
        assertThat(house.only().note()).isEqualTo("model 'late' is not there");

        house.catalog.live("late", 4);
        house.desk.tick();
        assertThat(house.only().note()).isEqualTo("model 'late' is not live yet");

        house.catalog.live("late", 4, "stable");
        house.until("running", () -> house.only().state() == State.RUNNING);
    }

    @Test
    void theHighestVersionWinsAndTheOldOneIsClosedFirst() {
        house.plugin("drift", "1.9", drift);
        house.write("credit", "drift");
        house.until("running", () -> house.only().state() == State.RUNNING);
        FakeMonitors next = new FakeMonitors();

        Provider newer = house.plugin("drift", "1.10", next);
        house.until("exchanged", () -> house.only().version().equals("1.10") && next.made.size() == 1);

        assertThat(drift.log).containsExactly("attach 0", "close 0");
        house.desk.leaves(newer);
        house.until("back", () -> house.only().version().equals("1.9") && drift.made.size() == 2);
        assertThat(next.last().closed).isTrue();
        assertThat(house.givenBack).hasValue(2);
    }

    @Test
    void whatComesWhileAPluginIsUpdatedIsThereForTheNext() {
        Provider old = house.plugin("drift", "1.0", drift);
        house.write("credit", "drift");
        house.until("running", () -> house.only().state() == State.RUNNING);
        house.desk.leaves(old);
        assertThat(drift.last().closed).isTrue();

        house.send("credit", 5);
        FakeMonitors next = new FakeMonitors();
        house.plugin("drift", "1.1", next);

        house.until("told", () -> next.made.size() == 1 && next.last().seen.size() == 5);
        assertThat(house.only().lost()).isZero();
    }

    @Test
    void whatComesForAPluginThatStaysAwayIsNotKept() {
        Provider old = house.plugin("drift", "1.0", drift);
        house.write("credit", "drift");
        house.until("running", () -> house.only().state() == State.RUNNING);
        house.desk.leaves(old);
        house.send("credit", 5);

        house.clock.advance(Duration.ofSeconds(31));
        house.desk.tick();
        house.send("credit", 5);

        assertThat(house.only().lost()).isEqualTo(5);
        assertThat(house.only().waiting()).isZero();
    }

    @Test
    void refusedSettingsLeaveTheLastGoodOnesInForce() {
        house.plugin("drift", "1.0", drift);
        house.write("credit", "drift", Map.of("window", "1h"));
        house.until("running", () -> house.only().state() == State.RUNNING);

        house.write("credit", "drift", Map.of("windw", "2h"));

        house.until("back", () -> drift.made.size() == 2 && house.only().state() == State.FAILED);
        house.until("said", () -> house.only().note().contains("goes on"));
        assertThat(house.only().note())
                .isEqualTo("settings: 'windw' is not known here; did you mean 'window'? Known are [limit, window];"
                        + " what was attached before goes on");
        assertThat(drift.last().settings.text("window")).isEqualTo("1h");
        house.write("credit", "drift", Map.of("window", "2h"));
        house.until("mended", () -> house.only().state() == State.RUNNING);
        house.until("new", () -> drift.last().settings.text("window").equals("2h"));
    }

    @Test
    void refusedSettingsWithNothingBeforeAreTriedAgainAfterAMinute() {
        house.plugin("drift", "1.0", drift);
        house.write("credit", "drift", Map.of("windw", "2h"));
        house.until("refused", () -> house.only().state() == State.FAILED);
        house.desk.tick();
        assertThat(drift.asked).hasValue(1);

        house.clock.advance(Duration.ofSeconds(61));

        house.until("asked again", () -> drift.asked.get() == 2);
        assertThat(drift.made).isEmpty();
        assertThat(house.only().state()).isEqualTo(State.FAILED);
        assertThat(house.only().note()).startsWith("settings: 'windw' is not known here");
    }

    @Test
    void otherSpecsMakeItAnew() {
        house.plugin("drift", "1.0", drift);
        house.write("credit", "drift");
        house.until("running", () -> drift.made.size() == 1);

        house.catalog.live("credit", 5, "stable");

        house.until("anew", () -> drift.made.size() == 2);
        assertThat(drift.log).containsExactly("attach 0", "close 0", "attach 1");
        assertThat(drift.last().model.specs()).containsEntry("stable", FakeCatalog.spec(5));
    }

    @Test
    void anArmThatComesMakesItAnewAndOneThatGoesDoesNot() {
        house.plugin("drift", "1.0", drift);
        house.write("credit", "drift");
        house.until("running", () -> drift.made.size() == 1);

        house.catalog.live("credit", 4, "stable", "canary");
        house.until("anew", () -> drift.made.size() == 2);
        house.catalog.live("credit", 4, "stable");
        house.desk.tick();
        house.catalog.live("credit", 4);
        house.desk.tick();

        assertThat(house.only().state()).isEqualTo(State.RUNNING);
        assertThat(drift.made).hasSize(2);
        assertThat(drift.last().closed).isFalse();
    }

    @Test
    void aModelThatGoesTakesItsMonitorsAlong() {
        house.plugin("drift", "1.0", drift);
        house.write("credit", "drift");
        house.until("running", () -> drift.made.size() == 1);

        house.catalog.remove("credit");

        house.until("closed", () -> drift.last().closed);
        house.write("credit");
        house.until("gone", () -> house.desk.attachments().isEmpty());
    }

    @Test
    void byHandGoesBeforeModelYamlUntilItIsDetached() {
        house.plugin("drift", "1.0", drift);
        house.write("credit", "drift", Map.of("window", "1h"));
        house.until("running", () -> house.only().state() == State.RUNNING);

        house.desk.attach("drift", "credit", Settings.of(Map.of("window", "2h")));

        assertThat(house.only().byHand()).isTrue();
        assertThat(drift.last().settings.text("window")).isEqualTo("2h");
        house.desk.detach("drift", "credit");
        house.until("as written", () -> drift.last().settings.text("window").equals("1h"));
        assertThat(house.only().byHand()).isFalse();
    }

    @Test
    void detachingDeletesTheData() {
        house.plugin("drift", "1.0", drift);
        house.desk.attach("drift", "credit", Settings.empty());
        FakeMonitors.Fake monitor = drift.last();

        house.desk.detach("drift", "credit");

        assertThat(monitor.closed).isTrue();
        assertThat(Files.exists(monitor.model.data())).isFalse();
        house.until("gone", () -> house.desk.attachments().isEmpty());
        assertThat(house.around.leftBehind().all()).isZero();
    }

    @Test
    void whatWasAttachedByHandIsThereAfterARestart() {
        house.plugin("drift", "1.0", drift);
        house.desk.attach("drift", "credit", Settings.of(Map.of("window", "2h")));
        house.close();

        try (TestHouse next = new TestHouse(house.folder)) {
            FakeMonitors again = new FakeMonitors();
            next.desk.open();
            next.plugin("drift", "1.0", again);

            next.until("running", () -> next.only().state() == State.RUNNING);
            assertThat(next.only().byHand()).isTrue();
            assertThat(again.last().settings.text("window")).isEqualTo("2h");
        }
    }

    @Test
    void attachingByHandIsRefusedAndNothingHasChanged() {
        house.plugin("drift", "1.0", drift);
        house.desk.attach("drift", "credit", Settings.of(Map.of("window", "1h")));

        assertRefused(
                () -> house.desk.attach("drift", "credit", Settings.of(Map.of("windw", "1h"))),
                ErrorCode.INVALID_CONFIGURATION,
                "monitor 'drift' was not attached to model 'credit': settings: 'windw' is not known here");

        house.until("as before", () -> house.only().state() == State.RUNNING);
        assertThat(drift.last().settings.text("window")).isEqualTo("1h");
        assertRefused(
                () -> house.desk.attach("drift", "fraud", Settings.of(Map.of("windw", "1h"))),
                ErrorCode.INVALID_CONFIGURATION,
                "'windw' is not known here");
        house.desk.tick();
        assertThat(house.desk.attachments()).extracting(Attachment::model).containsExactly("credit");
    }

    @Test
    void unknownNamesAreAnsweredWithTheNearest() {
        house.plugin("drift", "1.0", drift);

        assertRefused(
                () -> house.desk.attach("drfit", "credit", Settings.empty()),
                ErrorCode.INVALID_CONFIGURATION,
                "did you mean 'drift'?");
        assertRefused(
                () -> house.desk.attach("drift", "credti", Settings.empty()),
                ErrorCode.MODEL_NOT_FOUND,
                "no model is named 'credti'; did you mean 'credit'?");
        house.write("credit", "drift");
        assertRefused(
                () -> house.desk.detach("drift", "credit"),
                ErrorCode.INVALID_REQUEST,
                "monitor 'drift' stands in model.yaml of 'credit'; take it out there");
        assertRefused(
                () -> house.desk.detach("drfit", "credit"),
                ErrorCode.INVALID_REQUEST,
                "monitor 'drfit' is not attached to model 'credit'; did you mean 'drift'?");
    }

    private static void assertRefused(Runnable call, ErrorCode code, String part) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(part);
    }
}

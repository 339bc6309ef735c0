package io.roundhouse.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.judge.JudgeComponent;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.Rollouts.Report;
import io.roundhouse.server.control.Rollouts.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** All models' courses, as the component and a person use them. */
class CoursesTest {
    private static final Plan PLAN = Plan.read(Given.section(
            List.of(Given.of("weight", "50", "for", "1s")), List.of(Given.of("metric", "errors", "margin", "0.05"))));

    private final FakeServer server = new FakeServer();
    private final Faults faults = new Faults(() -> server.now);
    private final Courses courses = new Courses(new JudgeComponent(), server, server, server, faults, () -> server.now);
    private final Desk desk = new Desk(courses, () -> server.now);

    private void see(String... versions) {
        courses.shape(Given.model(versions), PLAN);
    }

    private void underWay() {
        see("1");
        see("1", "2");
        courses.look();
        server.rows = List.of(row("2", ModelState.LIVE, "", "canary"));
        courses.look();
    }

    private static ModelStatus row(String version, ModelState state, String reason, String... arms) {
        return new ModelStatus(
                new ModelId("m", version),
                state,
                reason,
                Optional.empty(),
                "onnxruntime",
                "1.29.0",
                List.of(arms),
                List.of(),
                0);
    }

    private static InferenceRequest request(Optional<String> version) {
        return new InferenceRequest(
                "id",
                "m",
                version,
                Tensors.of(List.of(), List.of()),
                List.of(),
                java.util.Map.of(),
                java.util.Map.of(),
                0,
                new Deadline(0),
                0);
    }

    private static InferenceEvent answered(String arm, Optional<String> version) {
        InferenceRequest request = request(version);
        Timing timing = new Timing(0, 0, 1_000, 2_000, 1, 1);
        return new InferenceEvent.Answered(
                request, new InferenceResponse("id", Given.by(arm), request.inputs(), timing));
    }

    private static InferenceEvent failed(String arm, ErrorCode code) {
        return new InferenceEvent.Failed(
                request(Optional.empty()),
                Optional.of(Given.by(arm)),
                new InferenceException(code, "no"),
                new Timing(0, 0, 0, 1_000, 1, 0));
    }

    private Report report() {
        return desk.rollouts().get(0);
    }

    @Test
    void judgesTheAnswersOfBothArmsAndPromotes() {
        underWay();

        for (int i = 0; i < 2_000; i++) {
            courses.on(answered("stable", Optional.empty()));
            courses.on(answered("canary", Optional.empty()));
        }
        server.now += 1_000;
        courses.look();

        assertThat(report().state()).isEqualTo(State.IDLE);
        assertThat(report().stable()).isEqualTo("2");
        assertThat(server.reshaped).contains("m");
    }

    @Test
    void rollsBackACanaryThatFailsAndForgetsWhatClientsBroughtAbout() {
        underWay();

        for (int i = 0; i < 400; i++) {
            courses.on(answered("stable", Optional.empty()));
            courses.on(failed("stable", ErrorCode.CANCELLED));
            courses.on(failed("canary", i % 2 == 0 ? ErrorCode.ENGINE_FAILED : ErrorCode.INVALID_INPUT));
        }
        courses.look();

        assertThat(report().stable()).isEqualTo("1");
        assertThat(report().rejected()).containsExactly("version 2");
        assertThat(report().reason()).contains("errors is beyond the margin");
        assertThat(report().history()).hasSize(1);
    }

    @Test
    void requestsThatNameAVersionSayNothing() {
        underWay();

        for (int i = 0; i < 400; i++) {
            courses.on(answered("stable", Optional.of("1")));
            courses.on(answered("canary", Optional.of("2")));
        }
        courses.look();

        assertThat(report().verdict().orElseThrow().findings().get(0).canaryCount())
                .isZero();
    }

    @Test
    void aCanaryThatFailsToLoadIsRolledBackWithItsReason() {
        see("1");
        see("1", "2");
        courses.look();
        server.rows = List.of(row("2", ModelState.FAILED, "no such operator"));

        courses.look();
        assertThat(report().state()).isEqualTo(State.LOADING);
        server.now += 3_000;
        courses.look();

        assertThat(report().reason()).isEqualTo("version 2 does not load: no such operator");
        assertThat(report().doing()).isEqualTo("version 1 answers");
    }

    @Test
    void tellsWhereItStands() {
        underWay();

        Report report = report();

        assertThat(report.state()).isEqualTo(State.RUNNING);
        assertThat(report.canary()).isEqualTo("version 2");
        assertThat(report.step()).isEqualTo(1);
        assertThat(report.doing()).isEqualTo("the canary answers 50 % of the requests for 1 s");
        assertThat(report.reason()).contains("errors is undecided");
    }

    @Test
    void aPersonStartsPausesResumesAndAborts() {
        underWay();

        assertThat(desk.pause("m").state()).isEqualTo(State.PAUSED);
        assertThat(desk.resume("m").state()).isEqualTo(State.RUNNING);
        assertThat(desk.abort("m").stable()).isEqualTo("1");
        courses.look();
        assertThat(report().state()).isEqualTo(State.IDLE);
        assertThat(desk.start("m", Optional.empty()).state()).isEqualTo(State.LOADING);
        courses.look();
        assertThat(desk.promote("m").stable()).isEqualTo("2");
    }

    @Test
    void answersWhatCannotBeDoneWithOneSentence() {
        see("1");

        refused(
                () -> desk.start("n", Optional.empty()),
                ErrorCode.MODEL_NOT_FOUND,
                "no model 'n' has a section 'rollout'");
        refused(
                () -> desk.start("m", Optional.empty()),
                ErrorCode.INVALID_REQUEST,
                "has version 1 only, which is live");
        refused(() -> desk.abort("m"), ErrorCode.INVALID_REQUEST, "no rollout of m is going on, version 1 is live");
        underWay();
        refused(
                () -> desk.start("m", Optional.of("2")),
                ErrorCode.INVALID_REQUEST,
                "one at a time: 'promote' or 'abort'");
        refused(() -> desk.resume("m"), ErrorCode.INVALID_REQUEST, "is running, only one that is paused or waiting");
        desk.pause("m");
        refused(() -> desk.pause("m"), ErrorCode.INVALID_REQUEST, "is paused, only a running one can be paused");
        desk.abort("m");
        refused(() -> desk.start("m", Optional.of("1")), ErrorCode.INVALID_REQUEST, "version 1 of m is live already");
        refused(
                () -> desk.start("m", Optional.of("7")),
                ErrorCode.VERSION_NOT_FOUND,
                "no version '7', there are [1, 2]");
        desk.start("m", Optional.of("2"));
        refused(() -> desk.promote("m"), ErrorCode.INVALID_REQUEST, "is still being loaded");
    }

    private static void refused(Runnable call, ErrorCode code, String sentence) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(sentence);
    }

    @Test
    void aFaultOfOneModelKeepsNoOtherFromBeingLookedAt() {
        List<String> models = List.of("a", "m", "z");
        models.forEach(model -> courses.shape(Given.named(model, "1"), PLAN));
        models.forEach(model -> courses.shape(Given.named(model, "1", "2"), PLAN));
        server.failing = "a";

        courses.look();

        assertThat(desk.rollouts()).extracting(Report::state).containsExactly(State.IDLE, State.LOADING, State.LOADING);
        assertThat(report().doing())
                .isEqualTo("version 1 answers; stands still, as it cannot be looked at: no space left");
        assertThat(faults.count()).isEqualTo(1);

        server.failing = "";
        courses.look();
        assertThat(report().state()).isEqualTo(State.LOADING);
        assertThat(report().doing()).doesNotContain("stands still");
    }

    @Test
    void faultsAreLoggedOnceAMinute() {
        Runnable broken = () -> {
            throw new NoClassDefFoundError("gone");
        };

        for (int i = 0; i < 1_200; i++) { // two minutes
            assertThat(faults.attempt("m", broken)).contains("gone");
            server.now += 100;
        }

        assertThat(faults.count()).isEqualTo(1_200);
        assertThat(faults.reports()).isEqualTo(2);
    }

    @Test
    void whatWaitsForTheJudgeIsBounded() {
        underWay();

        for (int i = 0; i < Sights.WAITING_MAX + 500; i++) {
            courses.on(answered("stable", Optional.empty()));
        }
        courses.look();

        assertThat(report().verdict().orElseThrow().findings().get(0).liveCount())
                .isEqualTo(Sights.WAITING_MAX);
    }

    @Test
    void aModelThatGoesIsRemembered() {
        underWay();

        courses.leave("m");
        assertThat(desk.rollouts()).isEmpty();
        see("1", "2");

        assertThat(report().canary()).isEqualTo("version 2");
    }

    @Test
    void whenTheSectionIsTakenOutTheFileDecides() {
        underWay();

        ModelDefinition shaped = courses.shape(Given.model("1", "2"), null);

        courses.leave("m"); // as the lifecycle tells afterwards
        assertThat(shaped).isEqualTo(Given.model("1", "2"));
        assertThat(courses.of("m").definition()).isEqualTo(shaped);
        assertThat(desk.rollouts()).isEmpty();
        see("1", "2");
        assertThat(report().stable()).isEqualTo("2");
        assertThat(report().history()).hasSize(1);
    }
}

package io.roundhouse.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.judge.JudgeComponent;
import io.roundhouse.server.control.EngineCanaries.Report;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.Rollouts.Outcome;
import io.roundhouse.server.control.Rollouts.Past;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another engine version that watches two models: one with a rollout's section, one with arms of its own. */
class EngineCanaryTest {
    private static final long MINUTE = 60_000;

    private final FakeServer server = new FakeServer();
    private final FakePlugins plugins = new FakePlugins();
    private final Path directory;
    private Courses courses = courses();
    private EngineCanary canary;

    EngineCanaryTest(@TempDir Path directory) {
        this.directory = directory;
        this.canary = new EngineCanary(courses, plugins, new FileMemory(directory), () -> server.now);
        see();
    }

    private Courses courses() {
        return new Courses(
                new JudgeComponent(), server, server, server, new Faults(() -> server.now), () -> server.now);
    }

    private static ModelDefinition named(String name, ModelDefinition like, List<Arm> arms, Settings traffic) {
        return new ModelDefinition(
                name,
                like.versions(),
                like.engine(),
                like.batching(),
                like.chain(),
                new ModelDefinition.Plugin("weighted", "", traffic),
                arms,
                Map.of());
    }

    private ModelDefinition m() {
        return courses.shape(Given.model("1"), Plan.read(Settings.empty()));
    }

    private ModelDefinition n() {
        ModelDefinition like = Given.model("1", "2");
        List<Arm> arms = List.of(new Arm("a", "1", like.engine()), new Arm("b", "2", like.engine()));
        Settings weights = Settings.builder("n")
                .put(
                        "arms",
                        Settings.builder("n")
                                .put("a", Given.of("weight", "3"))
                                .put("b", Given.of("weight", "1"))
                                .build())
                .build();
        return courses.shape(named("n", like, arms, weights), null);
    }

    private void see() {
        m();
        n();
    }

    private Report start(boolean auto) {
        return canary.start("onnxruntime", "1.29.0", List.of(), 20, 1e-3, auto, step -> {});
    }

    private void live() {
        server.rows = List.of(row("m"), row("n"));
        courses.look();
        see();
    }

    private static ModelStatus row(String model) {
        return new ModelStatus(
                new ModelId(model, "1"),
                ModelState.LIVE,
                "",
                Optional.empty(),
                "onnxruntime",
                "1.20.0, 1.29.0",
                List.of("stable", "engine-canary"),
                List.of(),
                0);
    }

    private void pairs(String model, int count, boolean fails) {
        for (int i = 0; i < count; i++) {
            courses.saw(model, Given.pair("engine-canary", fails, false, 0));
        }
        courses.look();
    }

    private Past last(String model) {
        return courses.of(model).state().history().get(0);
    }

    private void awaitCalls(int count) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (plugins.calls.size() < count) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void watchesBesideWhateverAnswersFirstWithoutRequestsThenWithAShare() {
        Report report = start(false);

        assertThat(plugins.calls).containsExactly("add onnxruntime 1.29.0");
        assertThat(report.models()).containsExactly("m", "n");
        assertThat(report.from()).isEqualTo("1.20.0");
        assertThat(m().arms()).extracting(Arm::name).containsExactly("stable", "engine-canary");
        assertThat(m().arms().get(1).engine().range()).isEqualTo("[1.29.0,1.29.0]");
        assertThat(m().router().settings().section("arms").toString())
                .isEqualTo("{stable={weight=100}, engine-canary={mirror=0.0}}");
        live();
        assertThat(n().arms()).extracting(Arm::name).containsExactly("a", "b", "engine-canary");
        assertThat(n().router().settings().section("arms").toString())
                .isEqualTo("{a={weight=3}, b={weight=1}, engine-canary={mirror=20.0}}");
    }

    @Test
    void takesOverByItselfWhenEveryModelIsReady() {
        start(true);
        live();
        pairs("m", 4_000, false);
        server.now += MINUTE;
        courses.look();
        canary.look();
        assertThat(canary.canary().orElseThrow().doing()).isEqualTo("watches; not established yet for [n]");
        pairs("n", 4_000, false);
        courses.look();

        canary.look();
        awaitCalls(2);

        assertThat(plugins.calls).last().isEqualTo("swap onnxruntime 1.29.0");
        while (canary.canary().isPresent()) {
            Thread.onSpinWait();
        }
        assertThat(last("m").outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(m().arms()).extracting(Arm::name).containsExactly("stable");
    }

    @Test
    void oneHarmedModelTakesItAwayFromAll() {
        start(true);
        live();

        pairs("n", 400, true);
        canary.look();
        awaitCalls(2);

        assertThat(plugins.calls).last().isEqualTo("take away onnxruntime 1.29.0");
        assertThat(last("m").outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(last("m").reason()).startsWith("n: Roll back: errors is beyond the margin");
        assertThat(n().arms()).extracting(Arm::name).containsExactly("a", "b");
    }

    @Test
    void oneAnswerInAHundredThatIsFarOffTakesItAway() {
        start(true);
        live();

        for (int i = 0; i < 6_000 && courses.of("m").state().going().isPresent(); i++) {
            courses.saw("m", Given.pair("engine-canary", false, false, i % 100 == 0 ? 0.01 : 1e-6));
            courses.look();
        }
        canary.look();
        awaitCalls(2);

        assertThat(plugins.calls).last().isEqualTo("take away onnxruntime 1.29.0");
        assertThat(last("m").reason()).contains("difference is beyond the margin");
    }

    @Test
    void aPersonPromotesOrAborts() {
        start(false);
        live();
        canary.promote(step -> {});
        assertThat(plugins.calls).last().isEqualTo("swap onnxruntime 1.29.0");
        assertThat(last("n").by()).isEqualTo("person");

        canary.start("onnxruntime", "1.29.0", List.of("n"), 100, 0, false, step -> {});
        canary.abort(step -> {});
        assertThat(plugins.calls).last().isEqualTo("take away onnxruntime 1.29.0");
        assertThat(courses.of("m").state().history()).hasSize(1);
    }

    @Test
    void aTakeOverThatFailsTakesItAway() {
        start(false);
        live();
        plugins.failure = "swap";

        assertThatThrownBy(() -> canary.promote(step -> {})).hasMessageContaining("swap onnxruntime 1.29.0 failed");

        assertThat(plugins.calls).last().isEqualTo("take away onnxruntime 1.29.0");
        assertThat(canary.canary()).isEmpty();
        assertThat(last("m").outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void anEngineThatCannotBeAddedChangesNothing() {
        plugins.failure = "add";

        assertThatThrownBy(() -> start(false)).hasMessageContaining("failed");

        assertThat(canary.canary()).isEmpty();
        assertThat(m().arms()).hasSize(1);
        assertThat(new FileMemory(directory).readOrder()).isNull();
    }

    @Test
    void goesOnAfterARestartOrIsGivenUp() {
        start(false);
        live();
        List<CourseState> states =
                List.of(courses.of("m").state(), courses.of("n").state());

        courses = courses();
        courses.remember(states);
        canary = new EngineCanary(courses, plugins, new FileMemory(directory), () -> server.now);
        canary.remember();
        assertThat(m().arms()).hasSize(2);
        canary.comeBack();
        assertThat(plugins.calls).containsExactly("add onnxruntime 1.29.0", "add onnxruntime 1.29.0");
        assertThat(canary.canary()).isPresent();

        plugins.failure = "add";
        canary.comeBack();
        assertThat(canary.canary()).isEmpty();
        assertThat(last("n").reason()).isEqualTo("after a restart: add onnxruntime 1.29.0 failed");
    }

    @Test
    void aCourseWhoseOrderWasNotWrittenIsRolledBack() {
        start(false);
        live();
        List<CourseState> states = List.of(courses.of("m").state());

        courses = courses();
        courses.remember(states);

        assertThat(m().arms()).hasSize(1);
        assertThat(last("m").by()).isEqualTo("server");
    }

    @Test
    void answersEachMistakeWithOneSentence() {
        assertThatThrownBy(() -> canary.start("onnxruntiem", "1.29.0", List.of(), 20, 0, false, step -> {}))
                .hasMessageContaining("did you mean 'onnxruntime'?");
        assertThatThrownBy(() -> canary.start("onnxruntime", "1.29.0", List.of("q"), 20, 0, false, step -> {}))
                .hasMessageContaining("no model 'q' runs on onnxruntime 1.20.0");
        assertThatThrownBy(() -> canary.start("onnxruntime", "1.29.0", List.of(), 0, 0, false, step -> {}))
                .hasMessageContaining("must be above 0 and at most 100 percent, was 0");
        assertThatThrownBy(() -> canary.start("onnxruntime", "1.29.0", List.of(), 20, -1, false, step -> {}))
                .hasMessageContaining("the tolerance must be 0, or a relative difference like 1e-3, was -1");
        assertThatThrownBy(() -> canary.abort(step -> {})).hasMessageContaining("no engine is a canary");
        start(false);
        assertThatThrownBy(() -> start(false))
                .hasMessageContaining("engine onnxruntime 1.29.0 is a canary already; one at a time");
        assertThatThrownBy(() -> new Desk(courses, () -> server.now).promote("m"))
                .hasMessageContaining("is on its way for several models; 'roundhouse:canary' steers it");
    }
}

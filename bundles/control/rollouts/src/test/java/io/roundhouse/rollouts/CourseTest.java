package io.roundhouse.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.judge.JudgeComponent;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.Rollouts.Outcome;
import io.roundhouse.server.control.Rollouts.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way of a canary, with the real judge and a clock of the test. */
class CourseTest {
    private static final long MINUTE = 60_000;
    private static final Settings ERRORS = Given.of("metric", "errors", "margin", "0.05");

    private final List<CourseState> written = new ArrayList<>();
    private int reshapes;
    private long now = 1_000_000;
    private Course course = course(CourseState.unknown("m"));
    private Plan plan = plan(Given.of("shadow", "20", "for", "10m"), Given.of("weight", "5", "for", "10m"));

    private Course course(CourseState state) {
        return new Course(state, new JudgeComponent(), written::add, () -> reshapes++);
    }

    private static Plan plan(Settings... steps) {
        return Plan.read(Given.section(List.of(steps), List.of(ERRORS)));
    }

    private ModelDefinition see(String... versions) {
        return course.shape(Given.model(versions), plan, now);
    }

    private static String traffic(ModelDefinition definition) {
        StringBuilder text = new StringBuilder();
        definition.arms().forEach(arm -> text.append(arm.name())
                .append(" is ")
                .append(arm.version())
                .append(' ')
                .append(definition.router().settings().section("arms").section(arm.name()))
                .append("; "));
        return text.toString();
    }

    private Going going() {
        return course.state().going().orElseThrow();
    }

    /** Version 2 beside version 1, in the first step. */
    private void underWay() {
        see("1");
        see("1", "2");
        course.beginIfNew(now);
        course.loaded(new Loaded(true, ""), now);
    }

    private void harmless(int pairs) {
        for (int i = 0; i < pairs; i++) {
            course.take(Given.pair(false, false, 0), now);
        }
    }

    private void later(long millis) {
        now += millis;
        course.tick(now);
    }

    @Test
    void theFirstVersionSeenIsLive() {
        ModelDefinition shaped = see("1", "2");

        assertThat(traffic(shaped)).isEqualTo("stable is 2 {}; ");
        course.beginIfNew(now);
        assertThat(course.state().going()).isEmpty();
        assertThat(written).last().extracting(CourseState::stable).isEqualTo("2");
    }

    @Test
    void aNewVersionIsLoadedWithoutRequestsThenWatchesThenAnswers() {
        see("1");

        assertThat(traffic(see("1", "2"))).isEqualTo("stable is 1 {}; ");
        course.beginIfNew(now);
        assertThat(reshapes).isEqualTo(1);
        assertThat(traffic(see("1", "2"))).isEqualTo("stable is 1 {weight=100.0}; canary is 2 {weight=0.0}; ");

        course.loaded(new Loaded(true, ""), now);
        assertThat(traffic(see("1", "2"))).isEqualTo("stable is 1 {weight=100.0}; canary is 2 {mirror=20.0}; ");

        later(10 * MINUTE);
        assertThat(traffic(see("1", "2"))).isEqualTo("stable is 1 {weight=95.0}; canary is 2 {weight=5.0}; ");
        assertThat(reshapes).isEqualTo(3);
    }

    @Test
    void isPromotedAfterTheLastStepWhenEveryGuardIsEstablished() {
        plan = plan(Given.of("shadow", "100", "for", "10m"));
        underWay();

        later(10 * MINUTE);
        assertThat(going().state()).isEqualTo(State.RUNNING);
        harmless(1_000);
        assertThat(going().state()).isEqualTo(State.RUNNING);
        later(1);

        assertThat(course.state().stable()).isEqualTo("2");
        assertThat(course.state().history()).singleElement().satisfies(past -> {
            assertThat(past.outcome()).isEqualTo(Outcome.PROMOTED);
            assertThat(past.by()).isEqualTo("judge");
            assertThat(past.reason()).contains("errors is harmless");
        });
        assertThat(traffic(see("1", "2"))).isEqualTo("stable is 2 {}; ");
    }

    @Test
    void isRolledBackAtOnceWhenHarmIsEstablishedAndNotTriedAgainUntilItsFilesChange() {
        underWay();

        for (int i = 0; i < 300 && course.state().going().isPresent(); i++) {
            course.take(Given.pair(i % 2 == 0, false, 0), now);
        }

        assertThat(course.state().history()).singleElement().satisfies(past -> {
            assertThat(past.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(past.reason()).contains("errors is beyond the margin");
        });
        assertThat(traffic(see("1", "2"))).isEqualTo("stable is 1 {}; ");
        course.beginIfNew(now);
        assertThat(course.state().going()).isEmpty();

        see("1", "2:other");
        course.beginIfNew(now);
        assertThat(going().canary().digest()).isEqualTo("other");
    }

    @Test
    void aCanaryThatDoesNotLoadNeverGetsRequests() {
        see("1");
        see("1", "2");
        course.beginIfNew(now);

        course.loaded(new Loaded(false, "no such operator"), now);

        assertThat(course.state().history())
                .singleElement()
                .extracting(past -> past.by() + ": " + past.reason())
                .isEqualTo("server: version 2 does not load: no such operator");
        assertThat(traffic(see("1", "2"))).isEqualTo("stable is 1 {}; ");
    }

    @Test
    void oneThatIsNeverLoadedIsGivenUp() {
        see("1");
        see("1", "2");
        course.beginIfNew(now);

        now += 11 * MINUTE;
        course.loaded(new Loaded(false, ""), now);

        assertThat(course.state().history().get(0).reason()).isEqualTo("version 2 was not loaded within 10 min");
    }

    @Test
    void atTheTimeLimitDoesWhatTheSectionSays() {
        plan = Plan.read(Given.section(
                Given.of("time_limit", "1h", "otherwise", "promote"),
                List.of(Given.of("weight", "5", "for", "10m")),
                List.of(ERRORS)));
        underWay();

        later(61 * MINUTE);

        assertThat(course.state().stable()).isEqualTo("2");
        assertThat(course.state().history().get(0).by()).isEqualTo("time");
        assertThat(course.state().history().get(0).reason()).startsWith("nothing was established within 1 h. ");
    }

    @Test
    void aPauseKeepsTheStepAndItsTime() {
        underWay();
        later(4 * MINUTE);

        course.pause(now);
        later(60 * MINUTE);
        assertThat(going().state()).isEqualTo(State.PAUSED);
        course.resume(now);
        later(5 * MINUTE);
        assertThat(going().step()).isZero();
        later(MINUTE);

        assertThat(going().step()).isEqualTo(1);
    }

    @Test
    void harmEndsAPausedOneToo() {
        underWay();
        course.pause(now);

        for (int i = 0; i < 300 && course.state().going().isPresent(); i++) {
            course.take(Given.pair(true, false, 0), now);
        }

        assertThat(course.state().history().get(0).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void waitsForAPersonAtAnApproval() {
        plan = plan(Given.of("shadow", "100", "for", "10m"), Given.of("approve", "true"));
        underWay();
        harmless(1_000);

        later(10 * MINUTE);
        assertThat(going().state()).isEqualTo(State.WAITING);
        assertThat(traffic(see("1", "2"))).contains("canary is 2 {mirror=100.0}");
        later(600 * MINUTE);
        assertThat(going().state()).isEqualTo(State.WAITING);
        course.resume(now);

        assertThat(course.state().stable()).isEqualTo("2");
        assertThat(course.state().history().get(0).by()).isEqualTo("person");
    }

    @Test
    void aStepWaitsForWhatOnlyItCanEstablish() {
        Settings flips = Given.of("metric", "label-flips", "limit", "0.05");
        plan = Plan.read(Given.section(
                List.of(Given.of("shadow", "100", "for", "10m"), Given.of("weight", "5", "for", "10m")),
                List.of(ERRORS, flips)));
        underWay();

        later(20 * MINUTE);
        assertThat(going().step()).isZero();
        harmless(1_000);
        later(1);

        assertThat(going().step()).isEqualTo(1);
        assertThat(going().established()).containsExactlyInAnyOrder("errors", "label-flips");
    }

    @Test
    void goesOnAfterASuddenEndWhereItWasWithWhatTheJudgeKnew() {
        plan = plan(Given.of("shadow", "100", "for", "10m"));
        underWay();
        harmless(900);
        later(6_000); // the judge is written down
        CourseState last = written.get(written.size() - 1);

        course = course(last);
        assertThat(traffic(see("1", "2"))).contains("canary is 2 {mirror=100.0}");
        later(10 * MINUTE);

        assertThat(course.state().stable()).isEqualTo("2");
    }

    @Test
    void endsWhenTheCanarysFilesChange() {
        underWay();

        ModelDefinition shaped = see("1", "2:other");

        assertThat(traffic(shaped)).isEqualTo("stable is 1 {}; ");
        assertThat(course.state().history().get(0).reason())
                .isEqualTo("the files of version 2 were changed or taken away");
    }

    @Test
    void theCanaryIsLiveWhenTheOldVersionIsTakenAway() {
        underWay();

        assertThat(traffic(see("2"))).isEqualTo("stable is 2 {}; ");
        assertThat(course.state().history().get(0).by()).isEqualTo("server");
    }

    @Test
    void anEditOfTheSectionCountsFromNowOn() {
        underWay();
        later(10 * MINUTE);
        assertThat(going().step()).isEqualTo(1);

        plan = plan(Given.of("shadow", "50", "for", "10m"));

        assertThat(traffic(see("1", "2"))).contains("canary is 2 {mirror=50.0}");
        harmless(1_000);
        later(10 * MINUTE);
        assertThat(course.state().stable()).isEqualTo("2");
    }

    @Test
    void whatARolledBackVersionLeftIsRememberedWhileTheModelIsAway() {
        underWay();
        course.end(Outcome.ROLLED_BACK, "person", "aborted by hand", now);

        course.leave();

        assertThat(traffic(see("1", "2"))).isEqualTo("stable is 1 {}; ");
    }

    @Test
    void takesSingleAnswersWhileTheCanaryAnswersAndPairsWhileItWatches() {
        plan = plan(Given.of("weight", "50", "for", "10m"));
        underWay();

        harmless(1_000);
        later(10 * MINUTE);
        assertThat(going().state()).isEqualTo(State.RUNNING);
        for (int i = 0; i < 4_000; i++) {
            course.take(new Seen.Answer(i % 2 == 0, false, 1_000_000), now);
        }
        later(1);

        assertThat(course.state().stable()).isEqualTo("2");
    }
}

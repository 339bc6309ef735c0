package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.host.SupervisorFunction.Step;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That the simulation finds bugs: supervisors with one fault each, and what some seed says of them. */
class SupervisorMutantsTest {
    private static final int SEEDS = 300;
    private static final SupervisorFunction WELL = new Supervisor(SupervisorWorld.SETTINGS);

    static Stream<Arguments> mutants() {
        return Stream.of(
                Arguments.of(
                        "the old one goes on",
                        without(SupervisorCommand.Drain.class::isInstance),
                        "get requests at once"),
                Arguments.of("a crash is not told", without(SupervisorMutantsTest::crash), "is known dead for"),
                Arguments.of(
                        "nobody is killed", without(SupervisorCommand.Kill.class::isInstance), "and lives|are left"),
                Arguments.of("no back-off", (SupervisorFunction) SupervisorMutantsTest::hasty, "too early"),
                Arguments.of("deaf to the end", deafTo(SupervisorEvent.EndOfFile.class), "is known dead for"),
                Arguments.of("deaf to deadlines", deafTo(SupervisorEvent.Overdue.class), "kept its place|is forgotten"),
                Arguments.of("blind to memory", deafTo(SupervisorEvent.Resident.class), "bytes and lives"),
                Arguments.of(
                        "no ping", without(SupervisorCommand.Ping.class::isInstance), "nothing is published|not well"),
                Arguments.of("no clock", (SupervisorFunction) SupervisorMutantsTest::timeless, "without a time"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void areFoundBySomeSeed(String name, SupervisorFunction mutant, String finding) {
        List<String> failures = Stream.iterate(0L, seed -> seed + 1)
                .limit(SEEDS)
                .map(seed -> SupervisorSimulationTest.failure(seed, mutant))
                .filter(failure -> !failure.isEmpty())
                .map(failure -> failure.lines().findFirst().orElseThrow())
                .limit(20)
                .toList();

        assertThat(failures).as(name).anySatisfy(failure -> assertThat(failure)
                .matches("seed \\d+: .*(" + finding + ").*"));
    }

    @Test
    void areToldFromOneThatIsWell() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(SupervisorSimulationTest.failure(seed, WELL)).isEmpty();
        }
    }

    private static boolean crash(SupervisorCommand command) {
        return command instanceof SupervisorCommand.Retire retire && retire.end() == SupervisorEnd.CRASHED;
    }

    private static SupervisorFunction without(Predicate<SupervisorCommand> dropped) {
        return (state, event, now) -> {
            Step step = WELL.step(state, event, now);
            List<SupervisorCommand> rest =
                    step.commands().stream().filter(dropped.negate()).toList();
            return new Step(step.state(), rest, step.wakeAt());
        };
    }

    private static SupervisorFunction deafTo(Class<? extends SupervisorEvent> kind) {
        return (state, event, now) ->
                WELL.step(state, kind.isInstance(event) ? new SupervisorEvent.Tick() : event, now);
    }

    private static Step hasty(SupervisorState state, SupervisorEvent event, long now) {
        SupervisorState impatient = new SupervisorState(
                state.phase(),
                state.hosts(),
                state.published(),
                state.lastHost(),
                state.failures(),
                state.failed(),
                Long.MIN_VALUE,
                state.replace(),
                state.seed());
        return WELL.step(impatient, event, now);
    }

    private static Step timeless(SupervisorState state, SupervisorEvent event, long now) {
        Step step = WELL.step(state, event, now);
        return new Step(step.state(), step.commands(), Long.MAX_VALUE);
    }
}

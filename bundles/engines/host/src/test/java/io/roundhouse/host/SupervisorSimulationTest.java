package io.roundhouse.host;

import org.junit.jupiter.api.Test;

/**
 * Thousands of histories of a host that starts slowly or never, crashes, hangs, leaks, is stopped and answers late. Property
 * {@code roundhouse.supervisor.seed} runs one seed alone, {@code roundhouse.supervisor.seeds} sets how many.
 */
class SupervisorSimulationTest {
    @Test
    void keepsItsPromisesInEveryHistory() {
        Long seed = Long.getLong("roundhouse.supervisor.seed");
        if (seed != null) {
            run(seed);
            return;
        }
        for (long each = 0; each < Integer.getInteger("roundhouse.supervisor.seeds", 10_000); each++) {
            run(each);
        }
    }

    private static void run(long seed) {
        String failure = failure(seed, new Supervisor(SupervisorWorld.SETTINGS));
        if (!failure.isEmpty()) {
            throw new AssertionError(failure);
        }
    }

    /** What a seed finds, with the history that led to it; empty for nothing. */
    static String failure(long seed, SupervisorFunction supervisor) {
        try {
            new SupervisorWorld(seed, supervisor, false).run();
            return "";
        } catch (AssertionError | RuntimeException first) {
            SupervisorWorld again = new SupervisorWorld(seed, supervisor, true);
            try {
                again.run();
                return "seed " + seed + " does not replay: " + first;
            } catch (AssertionError | RuntimeException failure) {
                return "seed " + seed + ": " + failure.getMessage() + "\nalone: -Droundhouse.supervisor.seed=" + seed
                        + "\n" + String.join("\n", again.trace());
            }
        }
    }
}

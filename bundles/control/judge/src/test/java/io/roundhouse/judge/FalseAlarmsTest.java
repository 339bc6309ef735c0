package io.roundhouse.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Guard.Better;
import io.roundhouse.server.control.Verdict.Decision;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Worlds that lie exactly on the margin, where false alarms are most likely, judged after every request. */
class FalseAlarmsTest {
    private static final double ALPHA = 0.05;
    private static final int ROLLOUTS = 300;
    private static final int REQUESTS = 2000;

    @Test
    void staysCalmOnPairsAtTheMargin() {
        Guard guard = new Guard.Mean("errors", Better.LOWER, 0, 1, 0.02, 1, 1);

        assertCalm(
                guard,
                (judge, random) -> judge.pair(0, Simulations.coin(random, 0.01), Simulations.coin(random, 0.03)));
    }

    @Test
    void staysCalmOnUnevenShares() {
        Guard guard = new Guard.Mean("errors", Better.LOWER, 0, 1, 0.02, 1, 1);
        for (double share : new double[] {0.5, 0.05, 0.95}) {
            assertCalm(guard, (judge, random) -> {
                if (random.nextDouble() < share) {
                    judge.canary(0, Simulations.coin(random, 0.03));
                } else {
                    judge.live(0, Simulations.coin(random, 0.01));
                }
            });
        }
    }

    @Test
    void staysCalmOnSkewedValues() {
        Guard guard = new Guard.Mean("loss", Better.LOWER, 0, 1, 0, 1, 1);

        assertCalm(
                guard,
                (judge, random) -> judge.pair(0, Math.pow(random.nextDouble(), 20), Math.pow(random.nextDouble(), 20)));
    }

    @Test
    void staysCalmAtALimit() {
        Guard guard = new Guard.Limit("flips", Better.LOWER, 0, 1, 0.005, 1, 1);

        assertCalm(guard, (judge, random) -> judge.canary(0, Simulations.coin(random, 0.005)));
    }

    @Test
    void staysCalmOnTimesWithAHeavyTail() {
        for (double quantile : new double[] {0.5, 0.99}) {
            Guard guard = new Guard.Quantile("time", quantile, 0.1, 1, 1);

            assertCalm(guard, (judge, random) -> judge.pair(0, 10 / random.nextDouble(), 11 / random.nextDouble()));
        }
    }

    @Test
    void staysCalmOnTimesOfACoarseClock() {
        Guard guard = new Guard.Quantile("time", 0.5, 0.1, 1, 1);

        assertCalm(guard, (judge, random) -> judge.pair(0, 10 * (1 + random.nextInt(3)), 11 * (1 + random.nextInt(3))));
    }

    @Test
    void staysCalmOnPairsOfTimesThatGoTogether() {
        Guard guard = new Guard.Quantile("time", 0.5, 0.1, 1, 1);

        assertCalm(guard, (judge, random) -> {
            double size = Simulations.time(random, 10, 0.5);
            judge.pair(0, Simulations.time(random, size, 0.05), Simulations.time(random, 1.1 * size, 0.05));
        });
    }

    /** Neither rolled back nor promoted more often than alpha allows: on the margin both are wrong. */
    private static void assertCalm(Guard guard, BiConsumer<BettingJudge, SplittableRandom> request) {
        int rolledBack = 0;
        int promoted = 0;
        for (int rollout = 0; rollout < ROLLOUTS; rollout++) {
            SplittableRandom random = new SplittableRandom(rollout);
            BettingJudge judge = new BettingJudge(List.of(guard), ALPHA);
            boolean everPromoted = false;
            for (int i = 0; i < REQUESTS && judge.decision() != Decision.ROLL_BACK; i++) {
                request.accept(judge, random);
                everPromoted |= judge.decision() == Decision.PROMOTE;
            }
            rolledBack += judge.decision() == Decision.ROLL_BACK ? 1 : 0;
            promoted += everPromoted ? 1 : 0;
        }

        assertThat(rolledBack).isLessThanOrEqualTo(Simulations.most(ROLLOUTS, ALPHA));
        assertThat(promoted).isLessThanOrEqualTo(Simulations.most(ROLLOUTS, ALPHA));
    }
}

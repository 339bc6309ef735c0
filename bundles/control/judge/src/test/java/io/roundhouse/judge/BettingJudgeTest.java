package io.roundhouse.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Guard.Better;
import io.roundhouse.server.control.Verdict;
import io.roundhouse.server.control.Verdict.Decision;
import io.roundhouse.server.control.Verdict.Finding;
import io.roundhouse.server.control.Verdict.Standing;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BettingJudgeTest {
    private static final double ALPHA = 0.05;
    private static final Guard ERRORS = new Guard.Mean("errors", Better.LOWER, 0, 1, 0.02, 1, 20);
    private static final Guard REWARD = new Guard.Mean("reward", Better.HIGHER, -10, 10, 2, 1, 20);
    private static final Guard FLIPS = new Guard.Limit("flips", Better.LOWER, 0, 1, 0.02, 1, 20);
    private static final Guard ACCURACY = new Guard.Limit("accuracy", Better.HIGHER, 0, 1, 0.9, 1, 20);
    private static final Guard P50 = new Guard.Quantile("p50", 0.5, 0.1, 1, 20);
    private static final Guard P99 = new Guard.Quantile("p99", 0.99, 0.2, 2, 20);
    private static final List<Guard> ALL = List.of(ERRORS, REWARD, FLIPS, ACCURACY, P50, P99);

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void rollsBackGrossHarmAfterSomeTensOfRequests() {
        BettingJudge judge = new BettingJudge(ALL, ALPHA);

        int requests = 0;
        while (judge.decision() == Decision.CONTINUE) {
            judge.pair(0, 0, Simulations.coin(random, 0.2));
            requests++;
        }

        assertThat(judge.decision()).isEqualTo(Decision.ROLL_BACK);
        assertThat(requests).isBetween(20, 100);
        assertThat(judge.verdict().findings().get(0).standing()).isEqualTo(Standing.HARMFUL);
    }

    @Test
    void promotesWhenEveryGuardIsHarmless() {
        BettingJudge judge = new BettingJudge(ALL, ALPHA);

        int requests = 0;
        while (judge.decision() == Decision.CONTINUE && requests < 20_000) {
            feed(judge);
            requests++;
        }

        Verdict verdict = judge.verdict();
        assertThat(verdict.decision()).isEqualTo(Decision.PROMOTE);
        assertThat(verdict.findings()).allMatch(finding -> finding.standing() == Standing.HARMLESS);
        assertThat(verdict.findings())
                .allMatch(finding ->
                        finding.safetyEvidence() >= 20 && finding.missing().isEmpty());
        assertThat(verdict.text()).startsWith("Promote: every guard is within its margin. errors is harmless: canary ");
    }

    @Test
    void rollsBackForEachKindOfGuard() {
        assertRollsBack(REWARD, judge -> judge.pair(0, 5 + random.nextDouble(), random.nextDouble()));
        assertRollsBack(FLIPS, judge -> judge.canary(0, Simulations.coin(random, 0.2)));
        assertRollsBack(ACCURACY, judge -> judge.canary(0, Simulations.coin(random, 0.6)));
        assertRollsBack(
                P50, judge -> judge.pair(0, Simulations.time(random, 10, 0.3), Simulations.time(random, 15, 0.3)));
        assertRollsBack(
                P99, judge -> judge.pair(0, Simulations.time(random, 10, 0.3), Simulations.time(random, 20, 0.3)));
    }

    private static void assertRollsBack(Guard guard, Consumer<BettingJudge> request) {
        BettingJudge judge = new BettingJudge(List.of(guard), ALPHA);
        for (int i = 0; i < 2000 && judge.decision() == Decision.CONTINUE; i++) {
            request.accept(judge);
        }

        Finding finding = judge.verdict().findings().get(0);
        assertThat(judge.decision()).as("%s", finding).isEqualTo(Decision.ROLL_BACK);
        assertThat(finding.standing()).isEqualTo(Standing.HARMFUL);
        assertThat(finding.harmEvidence()).isGreaterThanOrEqualTo(finding.harmNeeded());
    }

    @Test
    void decidesNothingBeforeTheLeastOfData() {
        Guard patient = new Guard.Mean("errors", Better.LOWER, 0, 1, 0.02, 1, 50);
        BettingJudge judge = new BettingJudge(List.of(patient), ALPHA);

        for (int i = 0; i < 49; i++) {
            judge.pair(0, 0, 1);
        }
        Verdict before = judge.verdict();
        judge.pair(0, 0, 1);

        assertThat(before.decision()).isEqualTo(Decision.CONTINUE);
        assertThat(before.findings().get(0).missing()).isEqualTo("1 more of the live arm and 1 more of the canary");
        assertThat(judge.decision()).isEqualTo(Decision.ROLL_BACK);
    }

    @Test
    void staysWithARollBackAndNotWithAPromotion() {
        BettingJudge judge = new BettingJudge(List.of(ERRORS), ALPHA);
        for (int i = 0; i < 2000; i++) {
            judge.pair(0, 0, 0);
        }
        Decision good = judge.decision();
        for (int i = 0; i < 30; i++) {
            judge.pair(0, 0, 1);
        }
        Decision bad = judge.decision();
        for (int i = 0; i < 10_000; i++) {
            judge.pair(0, 1, 0);
        }

        assertThat(good).isEqualTo(Decision.PROMOTE);
        assertThat(bad).isEqualTo(Decision.ROLL_BACK);
        assertThat(judge.decision()).isEqualTo(Decision.ROLL_BACK);
    }

    @Test
    void sharesAlphaByWeight() {
        Verdict verdict = new BettingJudge(List.of(P50, P99), ALPHA).verdict();

        assertThat(verdict.findings().get(0).harmNeeded()).isCloseTo(60, within(1e-9));
        assertThat(verdict.findings().get(1).harmNeeded()).isCloseTo(30, within(1e-9));
        assertThat(verdict.findings()).allMatch(finding -> finding.safetyNeeded() == 20);
    }

    @Test
    void comparesArmsThatNeverAnswerTheSameRequest() {
        BettingJudge judge = new BettingJudge(List.of(ERRORS), ALPHA);

        int requests = 0;
        while (judge.decision() == Decision.CONTINUE && requests < 100_000) {
            if (random.nextInt(20) == 0) {
                judge.canary(0, Simulations.coin(random, 0.2));
            } else {
                judge.live(0, Simulations.coin(random, 0.01));
            }
            requests++;
        }

        Finding finding = judge.verdict().findings().get(0);
        assertThat(judge.decision()).isEqualTo(Decision.ROLL_BACK);
        assertThat(finding.canaryCount()).isBetween(20L, 200L);
        assertThat(finding.liveCount() + finding.canaryCount()).isEqualTo(requests);
    }

    @Test
    void givesTheEffectAndItsBoundsInTheValuesOwnUnit() {
        BettingJudge judge = new BettingJudge(List.of(REWARD, ACCURACY, P50), ALPHA);
        for (int i = 0; i < 3000; i++) {
            judge.pair(0, 4 + random.nextDouble(), 3 + random.nextDouble());
            judge.pair(1, 0, Simulations.coin(random, 0.95));
            judge.pair(2, Simulations.time(random, 10, 0.2), Simulations.time(random, 10.5, 0.2));
        }

        List<Finding> findings = judge.verdict().findings();
        assertFinding(findings.get(0), -1, 0.2, -2);
        assertFinding(findings.get(1), 0.95, 0.03, 0.9);
        assertFinding(findings.get(2), 0.05, 0.05, 0.1);
        assertThat(findings.get(1).live()).isNaN();
    }

    private static void assertFinding(Finding finding, double effect, double within, double bound) {
        assertThat(finding.effect()).isCloseTo(effect, within(within));
        assertThat(finding.lower()).isBetween(effect - 3 * within, effect);
        assertThat(finding.upper()).isBetween(effect, effect + 3 * within);
        assertThat(finding.bound()).isEqualTo(bound);
    }

    @Property(tries = 30)
    void goesOnExactlyWhereItWasSaved(
            @ForAll @IntRange(min = 0, max = 300) int before, @ForAll @IntRange(min = 0, max = 100) int seed) {
        SplittableRandom values = new SplittableRandom(seed);
        BettingJudge judge = new BettingJudge(ALL, ALPHA);
        unevenly(judge, values, before);

        BettingJudge restored = new BettingJudge(ALL, ALPHA, judge.save());

        assertThat(restored.save()).isEqualTo(judge.save());
        assertThat(restored.verdict()).isEqualTo(judge.verdict());
        SplittableRandom copy = values.split();
        SplittableRandom same = new SplittableRandom(seed);
        unevenly(new BettingJudge(ALL, ALPHA), same, before);
        unevenly(judge, copy, 200);
        unevenly(restored, same.split(), 200);
        assertThat(restored.save()).isEqualTo(judge.save());
        assertThat(restored.verdict().json()).isEqualTo(judge.verdict().json());
    }

    @Property(tries = 30)
    void tellsAStandingAsItsFindingDoes(@ForAll @IntRange(min = 0, max = 2000) int requests, @ForAll int seed) {
        BettingJudge judge = new BettingJudge(ALL, ALPHA);
        unevenly(judge, new SplittableRandom(seed), requests);

        List<Finding> findings = judge.verdict().findings();

        for (int i = 0; i < ALL.size(); i++) {
            assertThat(judge.standing(i)).isEqualTo(findings.get(i).standing());
            assertThat(judge.canaryCount(i)).isEqualTo(findings.get(i).canaryCount());
        }
    }

    @Test
    void theGuardThatDecidedStaysHarmfulWhateverComes() {
        BettingJudge judge = new BettingJudge(List.of(ERRORS, FLIPS), ALPHA);
        for (int i = 0; i < 100; i++) {
            judge.pair(0, 0, 1);
        }
        Standing before = judge.standing(0);
        for (int i = 0; i < 10_000; i++) {
            judge.pair(0, 1, 0);
        }

        assertThat(before).isEqualTo(Standing.HARMFUL);
        assertThat(judge.standing(0)).isEqualTo(Standing.HARMFUL);
        assertThat(judge.standing(1)).isEqualTo(Standing.UNDECIDED);
    }

    private static void unevenly(BettingJudge judge, SplittableRandom values, int requests) {
        for (int i = 0; i < requests; i++) {
            for (int guard = 0; guard < ALL.size(); guard++) {
                switch (values.nextInt(3)) {
                    case 0 -> judge.live(guard, values.nextDouble());
                    case 1 -> judge.canary(guard, values.nextDouble());
                    default -> judge.pair(guard, values.nextDouble(), values.nextDouble());
                }
            }
            judge.decision();
        }
    }

    @Test
    void remembersARollBackWhenRestored() {
        BettingJudge judge = new BettingJudge(List.of(ERRORS), ALPHA);
        for (int i = 0; i < 100; i++) {
            judge.pair(0, 0, 1);
        }
        judge.decision();
        for (int i = 0; i < 10_000; i++) {
            judge.pair(0, 1, 0);
        }

        assertThat(new BettingJudge(List.of(ERRORS), ALPHA, judge.save()).decision())
                .isEqualTo(Decision.ROLL_BACK);
    }

    @Test
    void staysShortWhenSaved() {
        BettingJudge judge = new BettingJudge(ALL, ALPHA);
        for (int i = 0; i < 20_000; i++) {
            feed(judge);
        }

        assertThat(judge.save()).isPrintable().hasSizeLessThan(60_000).doesNotContain("\n");
    }

    @Test
    void refusesWhatWasNotSavedByIt() {
        String saved = new BettingJudge(List.of(ERRORS), ALPHA).save();

        assertThatThrownBy(() -> new BettingJudge(List.of(ERRORS), ALPHA, saved.replace("0.0", "0.1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the saved judge is damaged: its checksum does not fit its \\d+ characters;"
                        + " begin a new one");
        assertThatThrownBy(() -> new BettingJudge(List.of(ERRORS), ALPHA, "")).hasMessageContaining("damaged");
        assertThatThrownBy(() -> new BettingJudge(List.of(ERRORS), 0.01, saved))
                .hasMessage("the judge was saved with other guards or another alpha than [errors] and 0.01;"
                        + " begin a new one");
        assertThatThrownBy(() -> new BettingJudge(List.of(FLIPS), ALPHA, saved)).hasMessageContaining("[flips]");
    }

    @Test
    void refusesWhatIsNoNumberAndCountsNothing() {
        BettingJudge judge = new BettingJudge(ALL, ALPHA);
        String before = judge.save();

        assertThatThrownBy(() -> judge.pair(0, 0, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("guard 'errors' takes numbers from 0.0 to 1.0, was NaN; nothing was counted");
        assertThatThrownBy(() -> judge.live(1, Double.NaN)).hasMessageContaining("'reward'");
        assertThatThrownBy(() -> judge.canary(2, Double.NaN)).hasMessageContaining("'flips'");
        assertThatThrownBy(() -> judge.pair(4, 1, -1))
                .hasMessage("guard 'p50' takes times, 0 or more, was -1.0; nothing was counted");
        assertThatThrownBy(() -> judge.live(4, Double.NaN)).hasMessageContaining("was NaN");

        assertThat(judge.save()).isEqualTo(before);
    }

    @Test
    void clipsWhatLiesOutsideAndSaysSo() {
        BettingJudge judge = new BettingJudge(List.of(REWARD, P50), ALPHA);

        judge.pair(0, -1000, Double.POSITIVE_INFINITY);
        judge.pair(1, 0, Double.POSITIVE_INFINITY);

        Verdict verdict = judge.verdict();
        assertThat(verdict.findings()).allMatch(finding -> finding.clipped() == 2);
        assertThat(verdict.findings().get(0).live()).isEqualTo(-10);
        assertThat(verdict.findings().get(0).canary()).isEqualTo(10);
        assertThat(verdict.text()).contains("; 2 values outside the range were clipped");
    }

    @Test
    void refusesGuardsThatCannotBe() {
        assertThatThrownBy(() -> new BettingJudge(List.of(), ALPHA)).hasMessage("a judge needs 1 to 32 guards, had 0");
        assertThatThrownBy(() -> new BettingJudge(Collections.nCopies(33, P50), ALPHA))
                .hasMessageContaining("had 33");
        assertThatThrownBy(() -> new BettingJudge(List.of(P50, P50), ALPHA))
                .hasMessage("guards must have different names, 'p50' was there twice");
        assertThatThrownBy(() -> new BettingJudge(List.of(P50), 0.6))
                .hasMessage("alpha must be above 0 and at most 0.5, was 0.6");
        assertThatThrownBy(() -> new BettingJudge(List.of(P50), Double.NaN)).hasMessageContaining("was NaN");
    }

    @Test
    void allocatesNothingForAValueOrADecision() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        BettingJudge judge = new BettingJudge(ALL, ALPHA);
        feed(judge);
        judge.decision();
        threads.getCurrentThreadAllocatedBytes();

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            feed(judge);
            judge.decision();
            judge.standing(i % ALL.size());
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(10_000); // a byte a request: none of it is ours
    }

    /** One request that both arms answered equally well. */
    private void feed(BettingJudge judge) {
        judge.pair(0, Simulations.coin(random, 0.01), Simulations.coin(random, 0.01));
        judge.pair(1, random.nextDouble(), random.nextDouble());
        judge.canary(2, Simulations.coin(random, 0.002));
        judge.canary(3, Simulations.coin(random, 0.96));
        judge.pair(4, Simulations.time(random, 10, 0.3), Simulations.time(random, 10, 0.3));
        judge.pair(5, Simulations.time(random, 10, 0.3), Simulations.time(random, 10, 0.3));
    }
}

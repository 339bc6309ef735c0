package io.roundhouse.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookupStepTest {
    private TestLookup lookup = TestLookup.with();

    @AfterEach
    void close() {
        lookup.close();
    }

    private void make(String... keysAndTexts) {
        lookup.close();
        lookup = TestLookup.with(keysAndTexts);
    }

    private void remake(Settings settings, int queue) {
        lookup.close();
        lookup = new TestLookup(LookupSettings.of(settings), 1, queue);
    }

    private void know(String key, double income) {
        lookup.store.incomes.put(key, income);
        lookup.store.writtenMillis.put(key, lookup.wallMillis.get());
    }

    @Test
    void readsTheKeysOfABatchAtOnceAndEachOnce() {
        know("a", 1);
        know("b", 2);

        Tensors written = lookup.step.apply(TestLookup.keys("a", "b", "a"), lookup.context());

        assertThat(TestLookup.incomes(written)).containsExactly(1.0, 2.0, 1.0);
        assertThat(written.get("segment").texts()).containsExactly("segment of a", "segment of b", "segment of a");
        assertThat(lookup.store.reads).containsExactly(List.of("a", "b"));
    }

    @Test
    void asksForWhatTheCacheLacksOnly() {
        know("a", 1);
        know("b", 2);
        lookup.incomes("a");

        assertThat(lookup.incomes("b", "a")).containsExactly(2.0, 1.0);

        assertThat(lookup.store.reads).containsExactly(List.of("a"), List.of("b"));
        assertThat(lookup.parts.tally().hits.sum()).isEqualTo(1);
        assertThat(lookup.parts.tally().misses.sum()).isEqualTo(2);
    }

    @Test
    void remembersThatAKeyIsUnknownAndFlagsItsRow() {
        TestContext context = lookup.context();

        lookup.incomes("x");
        Tensors written = lookup.step.apply(TestLookup.keys("", "x", "x"), context);

        assertThat(TestLookup.incomes(written)).containsExactly(-1.0, -1.0, -1.0);
        assertThat(written.get("segment").texts()).containsExactly("none", "none", "none");
        assertThat(context.flags())
                .containsExactly(
                        "lookup 'customers': row 0 has no key; fallback values stand there",
                        "lookup 'customers': row 1 (and 1 more) has a key that the store does not know; fallback values stand there");
        assertThat(lookup.store.reads).hasSize(1);
    }

    @Test
    void forgetsARowAfterItsTime() {
        know("a", 1);
        lookup.incomes("a");
        know("a", 7);

        lookup.clock.advance(Duration.ofMinutes(5));

        assertThat(lookup.incomes("a")).containsExactly(7.0);
    }

    @Test
    void readsARowAnewBesideTheRequestThatUsesIt() throws Exception {
        know("a", 1);
        lookup.incomes("a");
        know("a", 7);
        lookup.clock.advance(Duration.ofMinutes(1));

        lookup.store.gate.shut(); // who answers now does not wait for the store
        assertThat(lookup.incomes("a")).containsExactly(1.0);
        assertThat(lookup.incomes("a")).containsExactly(1.0);
        lookup.store.gate.open();
        lookup.settle();

        assertThat(lookup.incomes("a")).containsExactly(7.0);
        assertThat(lookup.store.reads).as("one at the start, one beside").hasSize(2);
    }

    @Test
    void keepsARowThatCannotBeReadAnew() throws Exception {
        know("a", 1);
        lookup.incomes("a");
        lookup.store.failure = Optional.of(StoreException.failed("down"));
        lookup.clock.advance(Duration.ofMinutes(1));

        lookup.incomes("a");
        lookup.settle();

        assertThat(lookup.incomes("a")).containsExactly(1.0);
    }

    @Test
    void readsAKeyOnceForAllWhoWantItNow() throws Exception {
        know("a", 1);
        lookup.store.gate.shut();
        ExecutorService requests = Executors.newFixedThreadPool(4);
        List<Future<List<Double>>> answers = new ArrayList<>();

        for (int i = 0; i < 4; i++) {
            answers.add(requests.submit(() -> lookup.incomes("a")));
        }
        lookup.store.gate.awaitArrived(1);
        lookup.store.gate.open();

        for (Future<List<Double>> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS)).containsExactly(1.0);
        }
        assertThat(lookup.store.reads).hasSize(1);
        assertThat(lookup.parts.flights().size()).isZero();
        requests.shutdownNow();
    }

    @Test
    void answersAtItsDeadlineAndKeepsWhatComesLater() throws Exception {
        make("deadline", "20ms");
        know("a", 1);
        lookup.store.gate.shut();
        TestContext context = lookup.context();

        Tensors written = lookup.step.apply(TestLookup.keys("a"), context);
        lookup.store.gate.open();
        lookup.settle();

        assertThat(TestLookup.incomes(written)).containsExactly(-1.0);
        assertThat(context.flags()).hasSize(1).first().asString().contains("got no answer from the store in time");
        assertThat(lookup.incomes("a")).containsExactly(1.0);
        assertThat(lookup.store.reads).hasSize(1);
    }

    @Test
    void waitsNoLongerThanItsRequestAndBlamesNobody() {
        lookup.store.gate.shut();

        for (int i = 0; i < 8; i++) {
            Tensors written = lookup.step.apply(TestLookup.keys("a"), TestContext.until(lookup.clock.getAsLong() - 1));

            assertThat(TestLookup.incomes(written)).containsExactly(-1.0);
        }
        assertThat(lookup.parts.breaker().isClosed()).isTrue();
        assertThat(lookup.store.reads).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void leavesAFailingStoreInPeaceAndTriesItAgain() {
        know("a", 1);
        lookup.store.failure = Optional.of(StoreException.failed("down"));
        for (int i = 0; i < 20; i++) {
            assertThat(lookup.incomes("a")).containsExactly(-1.0);
        }
        int asked = lookup.store.reads.size();
        TestContext context = lookup.context();
        lookup.step.apply(TestLookup.keys("a"), context);
        lookup.store.failure = Optional.empty();
        assertThat(lookup.incomes("a")).containsExactly(-1.0);

        lookup.clock.advance(Duration.ofMillis(5001));

        assertThat(asked).isBetween(2, 8);
        assertThat(context.flags()).first().asString().contains("left in peace for a while");
        assertThat(lookup.incomes("a")).containsExactly(1.0);
    }

    @Test
    void leavesAStoreInPeaceThatIsAlwaysLate() throws Exception {
        make("deadline", "1ms");
        lookup.store.gate.shut();

        for (int i = 0; i < 4; i++) {
            lookup.incomes("k" + i);
        }

        assertThat(lookup.parts.breaker().isClosed()).isFalse();
        lookup.store.gate.open();
        lookup.settle();
    }

    @Test
    void hasAFullHouseAtOnce() {
        Settings patient =
                TestLookup.settings("deadline", "1ms").with("breaker", Settings.of(Map.of("window", "1000")));
        remake(patient, 1);
        lookup.store.gate.shut();
        lookup.incomes("a");
        lookup.store.gate.awaitArrived(1);
        lookup.incomes("b");
        TestContext context = lookup.context();

        lookup.step.apply(TestLookup.keys("c"), context);

        assertThat(context.flags()).singleElement().asString().contains("too many reads waiting");
        assertThat(lookup.parts.tally().failures()).containsKey(Cause.FULL);
    }

    @Test
    void survivesAStoreThatThrowsWhatItShouldNot() {
        Settings narrow = TestLookup.settings()
                .with("columns", Settings.of(Map.of("income", "number")))
                .without("fallback");
        remake(narrow, 8);
        know("a", 1); // the fake store fills two columns where there is one

        assertThat(lookup.incomes("a")).containsExactly(Double.NaN);
        assertThat(lookup.parts.tally().failures()).containsKey(Cause.FAILED);
    }

    @Test
    void goesOnWithoutTheStoreAndWithANewOne() {
        know("a", 1);
        lookup.stores.remove(lookup.open);
        TestContext context = lookup.context();

        Tensors without = lookup.step.apply(TestLookup.keys("a"), context);
        lookup.stores.add(lookup.open);

        assertThat(TestLookup.incomes(without)).containsExactly(-1.0);
        assertThat(context.flags()).singleElement().asString().contains("which is not configured");
        assertThat(lookup.incomes("a")).containsExactly(1.0);
    }

    @Test
    void tellsWhoWaitsWhenTheStoreIsClosed() throws Exception {
        know("a", 1);
        lookup.store.gate.shut();
        ExecutorService requests = Executors.newFixedThreadPool(2);
        Future<List<Double>> running = requests.submit(() -> lookup.incomes("a"));
        lookup.store.gate.awaitArrived(1);
        Future<List<Double>> queued = requests.submit(() -> lookup.incomes("b"));

        lookup.open.close(); // interrupts the one at the gate

        assertThat(running.get(20, TimeUnit.SECONDS)).containsExactly(-1.0);
        assertThat(queued.get(20, TimeUnit.SECONDS)).containsExactly(-1.0);
        assertThat(lookup.store.closed).isTrue();
        requests.shutdownNow();
    }

    @Test
    void flagsValuesThatAreTooOldOrOfNoTime() {
        know("young", 1);
        lookup.store.writtenMillis.put(
                "young", lookup.wallMillis.get() - Duration.ofDays(1).toMillis());
        know("old", 2);
        lookup.store.writtenMillis.put(
                "old", lookup.wallMillis.get() - Duration.ofDays(2).toMillis());
        lookup.store.incomes.put("timeless", 3.0);
        TestContext context = lookup.context();

        Tensors written = lookup.step.apply(TestLookup.keys("young", "old", "timeless"), context);

        assertThat(TestLookup.incomes(written)).as("they are given").containsExactly(1.0, 2.0, 3.0);
        assertThat(context.flags())
                .containsExactly("lookup 'customers': row 1 (and 1 more) has values older than 86400s, or of no time");
        assertThat(lookup.parts.tally().ageSeconds()).isEqualTo(172_800);
        assertThat(lookup.parts.tally().staleRows.sum()).isEqualTo(2);
    }

    @Test
    void refusesTheRequestWhereItIsToldTo() {
        make("fallback", "reject");
        know("a", 1);

        assertThat(lookup.incomes("a")).containsExactly(1.0);
        assertThatThrownBy(() -> lookup.incomes("a", "x")).isInstanceOfSatisfying(InferenceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT);
            assertThat(e.sentence()).contains("row 1 has a key that the store does not know");
        });
        lookup.store.failure = Optional.of(StoreException.failed("secret place is down"));
        assertThatThrownBy(() -> lookup.incomes("b")).isInstanceOfSatisfying(InferenceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.TRANSFORMER_FAILED);
            assertThat(e.sentence()).contains("which failed").doesNotContain("secret");
        });
    }

    @Test
    void keepsAsManyKeysAsItMay() {
        Settings few = TestLookup.settings().with("cache", Settings.of(Map.of("entries_max", "3")));
        remake(few, 8);

        for (int i = 0; i < 100; i++) {
            lookup.incomes("k" + i);
        }

        assertThat(lookup.parts.cache().size()).isLessThanOrEqualTo(3);
    }
}

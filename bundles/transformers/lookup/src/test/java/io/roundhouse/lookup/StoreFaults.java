package io.roundhouse.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.lookup.StoreSettings.Secret;
import io.roundhouse.spi.transformer.Transformer;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a look-up keeps whatever happens to its store or on the way there; for each kind of store, on a real server. */
@SuppressWarnings("NullAway.Init") // JUnit makes
abstract class StoreFaults {
    static final String PASSWORD = "correct-horse";

    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final Duration FAR = Duration.ofSeconds(20);

    private final Stores stores = new Stores(System::nanoTime);
    private Proxy proxy;
    private OpenStore store;

    /** The server's own port; customers c1 to c9 with an income of 1 to 9 and the segment {@code s1} to {@code s9}. */
    abstract int port();

    abstract String url(int port);

    abstract String user();

    /** What asks for a customer: key and value. */
    abstract Map.Entry<String, String> question();

    /** Returns when the same server is there again. */
    abstract void restart();

    @BeforeEach
    void open() {
        proxy = new Proxy(port());
        store = settings(proxy.port(), PASSWORD).open();
        stores.add(store);
    }

    @AfterEach
    void close() {
        proxy.mend();
        stores.remove(store);
        store.close();
        proxy.close();
    }

    StoreSettings settings(int port, String password) {
        return new StoreSettings("customers", url(port), user(), new Secret(password), 2, 4, TIMEOUT);
    }

    private LookupParts step(String deadline, int window) {
        return LookupParts.of(LookupSettings.of(asking(deadline, window)), "credit:1", stores, System::nanoTime);
    }

    private Settings asking(String deadline, int window) {
        return Settings.builder("model.yaml")
                .put("store", "customers", "model.yaml")
                .put("key", "customer", "model.yaml")
                .put(question().getKey(), question().getValue(), "model.yaml")
                .put("deadline", deadline, "model.yaml")
                .put("columns", TestLookup.settings().section("columns"))
                .put("fallback", Settings.of(Map.of("income", "-1")))
                .put("breaker", Settings.of(Map.of("window", Integer.toString(window), "pause", "100ms")))
                .build();
    }

    private static Tensors apply(LookupParts parts, String... keys) {
        return new LookupStep(parts, System::nanoTime, System::currentTimeMillis, () -> {})
                .apply(TestLookup.keys(keys), context());
    }

    private static TestContext context() {
        return TestContext.until(System.nanoTime() + FAR.toNanos());
    }

    private static List<Double> incomes(LookupParts parts, String... keys) {
        return TestLookup.incomes(apply(parts, keys));
    }

    /** Asks until there is an answer: what was connected before notices, and connects anew. */
    private static void assertComesBack(LookupParts parts, String key, double income) {
        long end = System.nanoTime() + FAR.toNanos();
        List<Double> answer = incomes(parts, key);
        while (!answer.equals(List.of(income)) && System.nanoTime() - end < 0) {
            answer = incomes(parts, key);
        }
        assertThat(answer).containsExactly(income);
    }

    private LookupParts patient() {
        return step("10s", 1_000);
    }

    @Test
    void reads() {
        Tensors written = apply(patient(), "c1", "nobody", "c2", "c1");

        assertThat(TestLookup.incomes(written)).containsExactly(1.0, -1.0, 2.0, 1.0);
        assertThat(written.get("segment").texts()).containsExactly("s1", "", "s2", "s1");
    }

    @Test
    void aLateAnswerCostsARequestItsDeadlineAndNoMore() {
        LookupParts quick = step("50ms", 1_000);
        incomes(patient(), "c1"); // connected
        proxy.hold();
        long begin = System.nanoTime();

        List<Double> answer = incomes(quick, "c2");

        assertThat(answer).containsExactly(-1.0);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(50), Duration.ofSeconds(5));
        proxy.mend();
        assertComesBack(quick, "c2", 2.0);
    }

    @Test
    void aStoreThatNeverAnswersGivesItsThreadsBack() {
        LookupParts patient = patient();
        incomes(patient, "c1");
        proxy.hold();

        List<Double> answer = incomes(patient, "c2"); // the socket's timeout ends it, not the deadline of 10 s

        assertThat(answer).containsExactly(-1.0);
        assertThat(patient.tally().failures()).containsOnlyKeys(Cause.FAILED);
        assertThat(patient.flights().size()).isZero();
        proxy.mend();
        assertComesBack(patient, "c2", 2.0);
    }

    @Test
    void aRefusalIsNoAnswerAndPasses() {
        LookupParts patient = patient();
        incomes(patient, "c1");
        proxy.refuse();

        assertThat(incomes(patient, "c2")).containsExactly(-1.0);
        assertThat(incomes(patient, "c1")).as("from the cache").containsExactly(1.0);

        proxy.mend();
        assertComesBack(patient, "c2", 2.0);
    }

    @Test
    void anAnswerThatIsCutIsNoAnswer() {
        for (int bytes : List.of(0, 1, 7, 20, 40)) {
            LookupParts patient = patient();
            incomes(patient, "c1");
            proxy.cutAfter(bytes);

            List<Double> answer = incomes(patient, "c2", "c3", "c4");

            assertThat(answer).as("cut after %s bytes", bytes).containsExactly(-1.0, -1.0, -1.0);
            proxy.drop();
            proxy.mend();
            assertComesBack(patient, "c2", 2.0);
        }
    }

    @Test
    void aRestartPasses() {
        LookupParts patient = patient();
        incomes(patient, "c1");

        restart();

        assertComesBack(patient, "c2", 2.0);
    }

    @Test
    void aDeadStoreIsLeftInPeaceAndTakenBack() {
        LookupParts step = step("2s", 4);
        proxy.refuse();
        for (int i = 0; i < 10 && step.breaker().isClosed(); i++) {
            incomes(step, "k" + i);
        }
        long begin = System.nanoTime();

        incomes(step, "c5");

        assertThat(step.tally().failures()).containsKey(Cause.PAUSED);
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(1));
        proxy.mend();
        assertComesBack(step, "c6", 6.0);
    }

    @Test
    void aWrongPasswordIsAFailureThatDoesNotSayIt() {
        StoreSettings settings = settings(port(), "wrong-horse");
        Query query = patient().settings().query();
        try (OpenStore wrong = settings.open()) {
            StoreException refusal =
                    assertThrows(StoreException.class, () -> wrong.store().check(query, FAR.toNanos()));

            assertThat(refusal).hasMessageNotContaining("wrong-horse");
            assertThat(refusal.isMistake()).isFalse();
        }
    }

    @Test
    void worksFromItsBundleAndLeavesNothing() throws Exception {
        WeakReference<ClassLoader> loader = useBundle();

        Bundle.assertGone(loader);
    }

    private WeakReference<ClassLoader> useBundle() throws Exception {
        try (Bundle bundle = new Bundle()) {
            try (AutoCloseable opened = bundle.store("customers", url(port()), user(), PASSWORD);
                    Transformer step = bundle.step(asking("10s", 1_000))) {
                assertThat(opened).isNotNull();
                assertThat(TestLookup.incomes(step.apply(TestLookup.keys("c1", "nobody"))))
                        .containsExactly(1.0, -1.0);
            }
            bundle.assertNoThreadLeft();
            return bundle.reference();
        }
    }
}

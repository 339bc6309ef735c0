package io.roundhouse.lookup;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.testkit.FakeClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A step over a store in memory, on a clock that stands. */
final class TestLookup implements AutoCloseable {
    static final String PLACE = "model.yaml";

    final FakeClock clock = new FakeClock();
    final AtomicLong wallMillis = new AtomicLong(1_000_000_000_000L);
    final FakeStore store = new FakeStore();
    final Stores stores = new Stores(clock);
    final OpenStore open;
    final LookupParts parts;
    final LookupStep step;

    /** As {@link #settings}, with these texts at the top instead. */
    static TestLookup with(String... keysAndTexts) {
        return new TestLookup(LookupSettings.of(settings(keysAndTexts)), 1, 8);
    }

    TestLookup(LookupSettings settings, int threads, int queue) {
        open = new OpenStore("customers", store, new StoreThreads("customers", threads, queue), Duration.ofSeconds(9));
        stores.add(open);
        parts = LookupParts.of(settings, "credit:1", stores, clock);
        step = new LookupStep(parts, clock, wallMillis::get, () -> {});
    }

    static Settings settings(String... keysAndTexts) {
        Settings.Builder settings = Settings.builder(PLACE)
                .put("store", "customers", PLACE)
                .put("key", "customer", PLACE)
                .put("table", "customers", PLACE)
                .put("deadline", "30s", PLACE)
                .put(
                        "columns",
                        Settings.builder(PLACE)
                                .put("income", "number", PLACE)
                                .put("segment", "text", PLACE)
                                .build())
                .put("cache", Settings.of(Map.of("ttl", "5m", "refresh_after", "1m")))
                .put("fallback", Settings.of(Map.of("income", "-1", "segment", "none")))
                .put("freshness", Settings.of(Map.of("column", "updated_at", "max", "1d")))
                .put("breaker", Settings.of(Map.of("window", "8", "failures", "50", "pause", "5s")));
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            settings.put(keysAndTexts[i], keysAndTexts[i + 1], PLACE);
        }
        return settings.build();
    }

    static Tensors keys(String... keys) {
        return Tensors.of("customer", Tensor.ofTexts(Shape.of(keys.length), List.of(keys)));
    }

    /** A request with all the time that there is. */
    TestContext context() {
        return TestContext.until(clock.getAsLong() + TimeUnit.HOURS.toNanos(1));
    }

    List<Double> incomes(String... keys) {
        return incomes(step.apply(keys(keys), context()));
    }

    static List<Double> incomes(Tensors written) {
        double[] values = new double[(int) written.rows()];
        written.get("income").data().asDoubleBuffer().get(values);
        return Arrays.stream(values).boxed().toList();
    }

    /** Returns when the store's one thread has done what it was given before. */
    void settle() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        open.threads().offer(new StoreThreads.Task() {
            @Override
            public void run() {
                done.countDown();
            }

            @Override
            public void abandon() {
                done.countDown();
            }
        });
        if (!done.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the store's thread is not done");
        }
    }

    @Override
    public void close() {
        store.gate.open();
        step.close();
        open.close();
    }
}

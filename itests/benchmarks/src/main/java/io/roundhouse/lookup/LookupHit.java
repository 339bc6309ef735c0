package io.roundhouse.lookup;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a look-up cost whose keys are all in the cache? A request with so many rows of 10,000 cached keys, a number and a
 * text each, with the check of their age. In the room's package, as a store of its own is the room's matter.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1) // on two busy cores the compiler needs them
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LookupHit {
    private static final int KEYS = 10_000;
    private static final int REQUESTS = 1_024;
    private static final String PLACE = "model.yaml";

    /** Rows of a request. */
    @Param({"1", "32"})
    public int rows = 1;

    private final Tensors[] requests = new Tensors[REQUESTS];
    private final Stores stores = new Stores(System::nanoTime);
    private final OpenStore store =
            new OpenStore("customers", new Customers(), new StoreThreads("customers", 1, 8), Duration.ofSeconds(1));
    private final LookupParts parts = LookupParts.of(LookupSettings.of(settings()), "m:1", stores, System::nanoTime);
    private final LookupStep step = new LookupStep(parts, System::nanoTime, System::currentTimeMillis, () -> {});
    private final StepContext context = new Request(Deadline.after(Duration.ofDays(1), System.nanoTime()));
    private int next;

    private record Request(Deadline deadline) implements StepContext {
        @Override
        public void flag(String flag) {
            throw new IllegalStateException(flag);
        }

        @Override
        public Tensors ask(String model, Tensors inputs) {
            throw new IllegalStateException("asks no model");
        }
    }

    private static Settings settings() {
        return Settings.builder(PLACE)
                .put("store", "customers", PLACE)
                .put("key", "customer", PLACE)
                .put("table", "customers", PLACE)
                .put("deadline", "10s", PLACE)
                .put(
                        "columns",
                        Settings.builder(PLACE)
                                .put("income", "number", PLACE)
                                .put("segment", "text", PLACE)
                                .build())
                .put("cache", Settings.of(Map.of("entries_max", "100000", "ttl", "1h")))
                .put("freshness", Settings.of(Map.of("column", "updated_at", "max", "1d")))
                .build();
    }

    @Setup
    public void fill() {
        stores.add(store);
        step.apply(keys(IntStream.range(0, KEYS).mapToObj(LookupHit::key).toList()), context);
        Random random = new Random(1);
        for (int i = 0; i < REQUESTS; i++) {
            requests[i] =
                    keys(random.ints(rows, 0, KEYS).mapToObj(LookupHit::key).toList());
        }
    }

    private static String key(int i) {
        return "customer-" + i;
    }

    private static Tensors keys(List<String> keys) {
        return Tensors.of("customer", Tensor.ofTexts(Shape.of(keys.size()), keys));
    }

    @TearDown
    public void close() {
        if (parts.tally().misses.sum() != KEYS) {
            throw new IllegalStateException(
                    "not all were hits: " + parts.tally().misses.sum() + " misses");
        }
        step.close();
        store.close();
    }

    @Benchmark
    public Object apply() {
        next = next + 1 & REQUESTS - 1;
        return step.apply(requests[next], context);
    }

    /** Knows everybody. */
    private static final class Customers implements Store {
        @Override
        public Query.Form form() {
            return Query.Form.SQL;
        }

        @Override
        public Map<String, Row> read(Query query, List<String> keys, long patienceNanos) {
            Map<String, Row> rows = new HashMap<>();
            keys.forEach(key -> {
                Row row = Row.blank(query.columns());
                row.number(0, key.hashCode());
                row.text(1, Utf8.encode("segment of " + key));
                row.writtenMillis(System.currentTimeMillis());
                rows.put(key, row);
            });
            return rows;
        }

        @Override
        public void check(Query query, long patienceNanos) {}

        @Override
        public void close() {}
    }
}

package io.roundhouse.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import io.roundhouse.spi.transformer.Transformer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookupsTest {
    private static final ModelId MODEL = new ModelId("credit", "1");

    private final Stores stores = new Stores(System::nanoTime);
    private final FakeStore store = new FakeStore();
    private final OpenStore open =
            new OpenStore("customers", store, new StoreThreads("customers", 1, 8), Duration.ofMillis(200));
    private final Lookups lookups = new Lookups(stores, Duration.ZERO, System::nanoTime, () -> 0);

    @AfterEach
    void close() {
        store.gate.open();
        open.close();
    }

    private void assertRefused(Settings settings, String... parts) {
        assertThatThrownBy(() -> lookups.create(MODEL, settings))
                .isInstanceOfSatisfying(InferenceException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
                    assertThat(e.sentence()).contains(parts);
                });
    }

    @Test
    void refusesAStoreThatIsNotConfigured() {
        stores.add(open);

        assertRefused(
                TestLookup.settings("store", "custmers"),
                "'store' is 'custmers', which etc/io.roundhouse.lookup-custmers.cfg does not configure",
                "did you mean 'customers'?");
    }

    @Test
    void refusesAQueryOfTheOtherKind() {
        stores.add(open);
        store.form = Query.Form.HASH;

        assertRefused(TestLookup.settings(), "'store' is Redis: write 'hash', with {key} in it");
    }

    @Test
    void refusesAQueryThatTheStoreRefuses() {
        stores.add(open);
        store.failure = Optional.of(StoreException.mistaken("no table 'customers'"));

        assertRefused(TestLookup.settings(), "'customers' refuses the query: no table 'customers'");
    }

    @Test
    void makesAStepOfAStoreThatIsDown() {
        stores.add(open);
        store.failure = Optional.of(StoreException.failed("connection refused"));

        try (Transformer step = lookups.create(MODEL, TestLookup.settings())) {
            store.failure = Optional.empty();
            store.incomes.put("a", 3.0);

            assertThat(TestLookup.incomes(step.apply(TestLookup.keys("a")))).containsExactly(3.0);
        }
    }

    @Test
    void twoStoresOfANameAreOneTooMany() {
        stores.add(open);

        assertThatThrownBy(() -> stores.add(open)).hasMessageContaining("two stores are called 'customers'");
    }

    @Test
    void takesANewStoreOfTheNameAndForgetsTheOldOne() {
        OpenStore next = new OpenStore("customers", new FakeStore(), open.threads(), Duration.ofSeconds(1));
        stores.add(open);

        stores.replace(open, next);
        stores.remove(open);

        assertThat(stores.find("customers")).contains(next);
    }

    @Test
    void tellsWhatItsStepsCountAsLongAsTheyAreThere() {
        stores.add(open);
        store.incomes.put("a", 3.0);
        try (Transformer one = lookups.create(MODEL, TestLookup.settings());
                Transformer other = lookups.create(MODEL, TestLookup.settings())) {
            one.apply(TestLookup.keys("a", "x"));
            one.apply(TestLookup.keys("a"));
            other.apply(TestLookup.keys("a"));

            Map<String, Double> values = values(lookups.meters());

            assertThat(values)
                    .containsEntry("roundhouse.lookup.hits", 1.0)
                    .containsEntry("roundhouse.lookup.misses", 3.0)
                    .containsEntry("roundhouse.lookup.reads", 2.0)
                    .containsEntry("roundhouse.lookup.fallback.rows", 1.0)
                    .containsEntry("roundhouse.lookup.entries", 2.0)
                    .containsEntry("roundhouse.lookup.paused", 0.0);
            assertThat(lookups.meters().get(0).labels())
                    .isEqualTo(Map.of("model", "credit", "version", "1", "store", "customers", "key", "customer"));
        }
        assertThat(lookups.meters()).isEmpty();
    }

    /** One of each name: two would be one series twice. */
    private static Map<String, Double> values(List<Meter> meters) {
        return meters.stream().collect(Collectors.toMap(Meter::name, Meter::value));
    }
}

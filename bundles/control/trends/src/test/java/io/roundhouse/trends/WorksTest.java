package io.roundhouse.trends;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What happens while the database is gone; the store is a fake. */
class WorksTest {
    private final FailingStore store = new FailingStore();
    private final Town town = new Town(Town.settings("jdbc:postgresql://db/trends", "me", "hush"), store);

    private void minutes(int number) {
        IntStream.range(0, number)
                .forEach(i -> town.minute(() -> town.numbers.gauge("process_cpu_usage", Map.of(), i)));
    }

    private double meter(String name) {
        return town.works.meters().stream()
                .filter(meter -> meter.name().equals("roundhouse.trends." + name))
                .mapToDouble(Meter::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void writesEachMinuteWhenItIsOver() {
        minutes(3);

        assertThat(store.written).extracting(Batch::atMillis).containsExactly(Town.START, Town.START + 60_000);
        assertThat(town.works.trouble()).isEmpty();
        assertThat(meter("points.written")).isEqualTo(2);
    }

    @Test
    void pointsWaitWhileTheDatabaseIsGoneAndTroubleSaysSo() {
        store.failure = "no route for me with hush";
        minutes(11);

        assertThat(town.works.trouble())
                .isEqualTo(
                        "numbers cannot be written to jdbc:postgresql://db/trends: writing failed: no route for me with"
                                + " ***; 10 points wait for it, 0 were dropped");
        assertThat(meter("points.waiting")).isEqualTo(10);
    }

    @Test
    void recoversByItselfAndWritesWhatWaitedOnce() {
        store.failure = "gone";
        minutes(11);
        store.failure = "";
        town.skip(Duration.ofMinutes(1)).look();

        assertThat(store.written)
                .extracting(Batch::number)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(town.works.trouble()).isEmpty();
        assertThat(meter("points.waiting")).isZero();
    }

    @Test
    void theOldestAreDroppedWhenTheBufferIsFull() {
        store.failure = "gone";
        IntStream.range(0, 90).forEach(i -> town.numbers.gauge("process_cpu_usage", Map.of("core", "" + i), i));
        minutes(21);

        assertThat(meter("points.waiting")).isLessThanOrEqualTo(1_000).isGreaterThan(900);
        assertThat(meter("points.dropped")).isEqualTo(20 * 91 - meter("points.waiting"));
        assertThat(town.works.trouble()).contains(" were dropped").doesNotContain(" 0 were dropped");
    }

    @Test
    void triesLaterEachTime() {
        store.failure = "gone";
        minutes(1);
        int before = store.attempts;
        IntStream.range(0, 600).forEach(i -> {
            town.works.pass();
            town.now += 1_000;
        });

        assertThat(store.attempts - before).isBetween(8, 12);
    }

    @Test
    void saysWhichSeriesFoundNoRoom() {
        IntStream.range(0, 103).forEach(i -> town.numbers.gauge("process_cpu_usage", Map.of("core", "" + i), i));
        town.look();

        assertThat(town.works.trouble())
                .isEqualTo(
                        "3 series are not kept, as there is room for 100, among them process_cpu_usage; name fewer in"
                                + " 'keep' or raise 'series.max' in etc/io.roundhouse.trends.cfg");
        assertThat(meter("series.left.out")).isEqualTo(3);
    }

    @Test
    void saysWhenNobodyTellsNumbers() {
        Works works = new Works(town.settings, store, Optional::empty, () -> town.now);
        works.pass();

        assertThat(works.trouble()).contains("feature:install roundhouse-metrics");
    }

    @Test
    void aFailureOfTheNumbersIsContained() {
        Works works = new Works(
                town.settings,
                store,
                () -> Optional.of(() -> {
                    throw new IllegalStateException("exchanged");
                }),
                () -> town.now);
        works.pass();

        assertThat(works.trouble()).contains("the numbers cannot be read", "exchanged");
    }

    @Test
    void writesTheOpenMinuteWhenItEnds() {
        town.numbers.gauge("process_cpu_usage", Map.of(), 1);
        town.look();
        town.close();

        assertThat(store.written).hasSize(1);
        assertThat(store.closed).isEqualTo(1);
    }
}

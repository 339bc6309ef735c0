package io.roundhouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentTimesTest {
    private final RecentTimes times = new RecentTimes();

    @Property
    void areAtMostAThirtiethOff(
            @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 1_024, max = 137_000_000_000L) Long> nanos) {
        RecentTimes some = new RecentTimes();
        nanos.forEach(some::add);
        List<Long> sorted = nanos.stream().sorted().toList();

        double[] quantiles = some.seconds(0.5, 0.9, 0.99);

        for (int i = 0; i < 3; i++) {
            double quantile = List.of(0.5, 0.9, 0.99).get(i);
            double exact = sorted.get((int) Math.ceil(quantile * nanos.size()) - 1) / 1e9;
            assertThat(quantiles[i]).isCloseTo(exact, within(exact * 0.032));
        }
    }

    @Test
    void forgetWhatIsOlderThanTwoWindows() {
        times.add(1_000_000_000);
        times.turn();
        times.add(1_000_000);
        assertThat(times.seconds(0.5)[0]).isCloseTo(0.001, within(0.00004));
        assertThat(times.seconds(1)[0]).isCloseTo(1, within(0.04));

        times.turn();
        assertThat(times.seconds(1)[0]).isCloseTo(0.001, within(0.00004));
        times.turn();
        assertThat(times.seconds(1)).isEmpty();
    }

    @Test
    void countWhatIsBeyondTheirCellsInTheNearest() {
        times.add(0);
        times.add(-5);
        times.add(Long.MAX_VALUE);

        assertThat(times.seconds(0.5)[0]).isBetween(1e-6, 1.1e-6);
        assertThat(times.seconds(1)[0]).isBetween(130.0, 140.0);
    }
}

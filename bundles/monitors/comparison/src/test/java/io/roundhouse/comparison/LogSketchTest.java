package io.roundhouse.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.server.control.Comparisons.Spread;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LogSketchTest {
    private static final double[] PARTS = {0.001, 0.1, 0.5, 0.9, 0.99, 1};

    /** Numbers over sixteen orders of magnitude, and 0. */
    @Provide
    static Arbitrary<List<Double>> numbers() {
        return Arbitraries.doubles()
                .between(-16, 1)
                .map(exponent -> exponent < -15.5 ? 0 : Math.pow(10, exponent))
                .list()
                .ofMinSize(1)
                .ofMaxSize(300);
    }

    @Property(tries = 200)
    void aQuantileIsWithinASixteenthOfTheExactOne(@ForAll("numbers") List<Double> numbers) {
        LogSketch sketch = of(numbers);
        double[] sorted =
                numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();

        for (double part : PARTS) {
            double exact = sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
            assertThat(sketch.quantile(part)).isCloseTo(exact, within(exact / 16 + 0x1.0p-60));
        }
        assertThat(sketch.max()).isEqualTo(sorted[sorted.length - 1]);
        assertThat(sketch.min()).isEqualTo(sorted[0]);
    }

    @Property(tries = 200)
    void mergingIsAsAddingAllToOne(@ForAll("numbers") List<Double> one, @ForAll("numbers") List<Double> other) {
        LogSketch merged = of(one);
        merged.merge(of(other));
        LogSketch turned = of(other);
        turned.merge(of(one));
        LogSketch whole = of(one);
        other.forEach(whole::add);

        for (double part : PARTS) {
            assertThat(merged.quantile(part)).isEqualTo(whole.quantile(part)).isEqualTo(turned.quantile(part));
        }
        assertThat(merged.count()).isEqualTo(whole.count());
        assertThat(merged.max()).isEqualTo(whole.max());
    }

    @Property(tries = 200)
    void aSignedQuantileKeepsSignAndPlace(@ForAll("numbers") List<Double> up, @ForAll("numbers") List<Double> down) {
        SignedSketch sketch = new SignedSketch();
        up.forEach(sketch::add);
        SignedSketch negative = new SignedSketch();
        down.forEach(value -> negative.add(-value));
        sketch.merge(negative);
        double[] sorted = new double[up.size() + down.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = i < up.size() ? up.get(i) : -down.get(i - up.size());
        }
        Arrays.sort(sorted);

        for (double part : PARTS) {
            double exact = sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
            assertThat(sketch.quantile(part)).isCloseTo(exact, within(Math.abs(exact) / 16 + 0x1.0p-60));
        }
        assertThat(sketch.spread().min()).isEqualTo(sorted[0]);
        assertThat(sketch.spread().max()).isEqualTo(sorted[sorted.length - 1]);
    }

    @Test
    void takesWhatIsTooSmallOrTooLargeToTellApart() {
        LogSketch sketch = of(List.of(0.0, Double.MIN_VALUE, 1e300, Double.POSITIVE_INFINITY));

        Spread spread = sketch.spread();

        assertThat(spread.count()).isEqualTo(4);
        assertThat(spread.p50()).isZero();
        assertThat(spread.max()).isInfinite();
    }

    @Test
    void isAllZeroWhenEmpty() {
        assertThat(new LogSketch().spread()).isEqualTo(new Spread(0, 0, 0, 0, 0, 0, 0));
        assertThat(new SignedSketch().spread()).isEqualTo(new Spread(0, 0, 0, 0, 0, 0, 0));
    }

    private static LogSketch of(List<Double> numbers) {
        LogSketch sketch = new LogSketch();
        numbers.forEach(sketch::add);
        return sketch;
    }
}

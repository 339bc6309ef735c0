package io.roundhouse.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.Variants.Distance;
import io.roundhouse.server.control.Variants.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final Distance NONE = new Distance(true, 0, 0, 1, 0, 1000);

    private static Measured measured(String name, double rate, Distance from) {
        return new Measured(name, "fake 1", 1, 1, 1, 1, rate, OptionalLong.empty(), -1, from, NONE);
    }

    /** Rates, distances and a tolerance, all by one seed. */
    @Property
    void neverRecommendsWhatBreaksTheTolerance(@ForAll long seed) {
        Random random = new Random(seed);
        Tolerance tolerance = new Tolerance(random.nextInt(20) / 1000.0, random.nextDouble(), cosine(random));
        List<Measured> variants = new ArrayList<>(List.of(measured("v0", 1 + random.nextInt(1000), NONE)));
        for (int i = random.nextInt(7); i >= 0; i--) {
            Distance from = new Distance(
                    random.nextInt(10) > 0, random.nextDouble(), 0, cosine(random), random.nextInt(20), 1000);
            variants.add(measured("v" + variants.size(), 1 + random.nextInt(1000), from));
        }

        Measured best = Choice.of(variants, tolerance).best();

        assertThat(tolerance.broken(best.from())).isEmpty();
        double enough = Math.max(best.rowsPerSecond(), variants.get(0).rowsPerSecond() * 1.05);
        assertThat(variants)
                .filteredOn(one -> tolerance.broken(one.from()).isEmpty())
                .allSatisfy(one -> assertThat(one.rowsPerSecond()).isLessThanOrEqualTo(enough));
    }

    private static double cosine(Random random) {
        return 0.9 + random.nextDouble() / 10;
    }

    @Test
    void saysWhy() {
        List<Measured> variants = List.of(
                measured("fp32", 100, NONE),
                measured("int8", 300, new Distance(true, 0.1, 0.01, 0.999, 4, 1000)),
                measured("int4", 900, new Distance(true, 0.9, 0.1, 0.995, 80, 1000)));

        Choice choice = Choice.of(variants, Tolerance.USUAL);

        assertThat(choice.best().name()).isEqualTo("int8");
        assertThat(choice.reason())
                .isEqualTo("'int8' is the fastest within the tolerance, 3.00 times the rows a second of 'fp32';"
                        + " 'int4' is left out as 80 of 1000 labels flip.");
    }

    @Test
    void measuresDifferencesAndFlips() {
        Distances distances = new Distances();
        distances.add(
                Tensors.of("y", Tensor.ofFloats(Shape.of(2, 2), 1, 0, 0, 1)),
                Tensors.of("y", Tensor.ofFloats(Shape.of(2, 2), 1, 0, 1, 0.5f)));

        Distance distance = distances.result();

        assertThat(distance.flips()).isEqualTo(1);
        assertThat(distance.flipShare()).isEqualTo(0.5);
        assertThat(distance.largest()).isEqualTo(1);
        assertThat(distance.mean()).isEqualTo(0.375);
        assertThat(distance.cosine()).isCloseTo(0.5 / Math.sqrt(1.25), Offset.offset(1e-12));
    }

    @Test
    void quantilesAreMeasuredValues() {
        long[] sorted = {1, 2, 3, 4};

        assertThat(Rivals.quantile(sorted, 0.5)).isEqualTo(2);
        assertThat(Rivals.quantile(sorted, 0.99)).isEqualTo(4);
    }
}

package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerCapability;
import io.roundhouse.testkit.TransformerContract;
import java.util.Random;
import org.junit.jupiter.api.Nested;

/** Every step keeps the contract; a row comes out the same to the last bit. */
class StepContractsTest {
    /** The columns {@code a} and {@code b} of numbers, {@code s} and {@code t} of texts, {@code d} of dates, {@code v} of vectors. */
    private abstract static class OfTable extends TransformerContract {
        private final String word;
        private final String yaml;

        OfTable(String word, String yaml) {
            this.word = word;
            this.yaml = yaml;
        }

        @Override
        protected TransformerFactory factory() {
            return Table.factory(word);
        }

        @Override
        protected Settings settings() {
            return Yaml.settings(yaml);
        }

        @Override
        protected Tensors rows(int count) {
            Random random = new Random(7);
            double[] a = new double[count];
            double[] b = new double[count];
            String[] s = new String[count];
            String[] t = new String[count];
            String[] d = new String[count];
            for (int i = 0; i < count; i++) {
                a[i] = i % 3 == 2 ? Double.NaN : random.nextGaussian() * 10;
                b[i] = random.nextInt(20);
                s[i] = i % 4 == 3 ? "" : "s" + random.nextInt(5);
                t[i] = "t" + i;
                d[i] = "2026-01-%02dT10:0%d:00Z".formatted(i % 28 + 1, i % 10);
            }
            return Table.numbers("a", a)
                    .with(Table.numbers("b", b))
                    .with(Table.texts("s", s))
                    .with(Table.texts("t", t))
                    .with(Table.texts("d", d))
                    .with("v", TestTensors.floats(1, count, 3));
        }

        @Override
        protected boolean has(TransformerCapability capability) {
            return capability != TransformerCapability.REFUSES_CONTENT; // missing and unknown have a meaning
        }

        @Override
        protected double tolerance() {
            return 0;
        }
    }

    @Nested
    class ImputeNumbersContractTest extends OfTable {
        ImputeNumbersContractTest() {
            super("impute", "{columns: [a, b], learnt: {a: {fill: 0.1}, b: {fill: 3}}}");
        }
    }

    @Nested
    class ImputeTextsContractTest extends OfTable {
        ImputeTextsContractTest() {
            super("impute", "{columns: [s, t], with: most-frequent, learnt: {s: {fill: s1}, t: {fill: x}}}");
        }
    }

    @Nested
    class ClipContractTest extends OfTable {
        ClipContractTest() {
            super("clip", "{columns: [a, b], min: -5, max: 5}");
        }
    }

    @Nested
    class LogContractTest extends OfTable {
        LogContractTest() {
            super("log", "{columns: [a, b], plus_one: true, suffix: _log}");
        }
    }

    @Nested
    class StandardiseContractTest extends OfTable {
        StandardiseContractTest() {
            super(
                    "standardise",
                    "{columns: [a, b], learnt: {a: {mean: 0.3, deviation: 9}, b: {mean: 7, deviation: 0.7}}}");
        }
    }

    @Nested
    class MinMaxContractTest extends OfTable {
        MinMaxContractTest() {
            super("min-max", "{columns: [b], into: [share], learnt: {b: {min: 0, max: 19}}}");
        }
    }

    @Nested
    class BucketiseContractTest extends OfTable {
        BucketiseContractTest() {
            super("bucketise", "{columns: [a], boundaries: [-10, 0, 10]}");
        }
    }

    @Nested
    class LabelledContractTest extends OfTable {
        LabelledContractTest() {
            super("bucketise", "{columns: [a], boundaries: [0], labels: [below, above]}");
        }
    }

    @Nested
    class OneHotContractTest extends OfTable {
        OneHotContractTest() {
            super("one-hot", "{columns: [s], unknown: own, learnt: {s: {categories: [s0, s1, s2]}}}");
        }
    }

    @Nested
    class OrdinalContractTest extends OfTable {
        OrdinalContractTest() {
            super("ordinal", "{columns: [s], learnt: {s: {categories: [s0, s1, s2]}}}");
        }
    }

    @Nested
    class HashContractTest extends OfTable {
        HashContractTest() {
            super("hash", "{columns: [s, t], buckets: 64}");
        }
    }

    @Nested
    class CrossContractTest extends OfTable {
        CrossContractTest() {
            super("cross", "{columns: [s, t, d], into: together}");
        }
    }

    @Nested
    class RatioContractTest extends OfTable {
        RatioContractTest() {
            super("ratio", "{numerator: a, denominator: b, into: r}");
        }
    }

    @Nested
    class AssembleContractTest extends OfTable {
        AssembleContractTest() {
            super("assemble", "{columns: [b, a], vectors: [v]}");
        }
    }

    @Nested
    class DatePartsContractTest extends OfTable {
        DatePartsContractTest() {
            super("date-parts", "{columns: [d], parts: [year, weekday, minute, epoch_second]}");
        }

        @Override
        protected boolean has(TransformerCapability capability) {
            return true;
        }

        @Override
        protected Tensors badRows() {
            return rows(2).with(Table.texts("d", "2026-02-28", "2026-02-29"));
        }
    }
}

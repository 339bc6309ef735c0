package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.FittingContract;
import java.util.Random;
import org.junit.jupiter.api.Nested;

/** Every step that learns keeps the contract. */
class FittingContractsTest {
    private abstract static class OfTable extends FittingContract {
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
        protected Settings unfitted() {
            return Yaml.settings(yaml);
        }

        @Override
        protected Tensors rows(int count) {
            Random random = new Random(11);
            double[] a = new double[count];
            double[] b = new double[count];
            String[] s = new String[count];
            for (int i = 0; i < count; i++) {
                a[i] = i % 5 == 2 ? Double.NaN : random.nextGaussian() * 1e6;
                b[i] = random.nextInt(4);
                s[i] = i % 4 == 3 ? "" : "s" + random.nextInt(5);
            }
            return Table.numbers("a", a).with(Table.numbers("b", b)).with(Table.texts("s", s));
        }
    }

    @Nested
    class MeanFittingTest extends OfTable {
        MeanFittingTest() {
            super("impute", "{columns: [a, b], with: mean}");
        }
    }

    @Nested
    class MedianFittingTest extends OfTable {
        MedianFittingTest() {
            super("impute", "{columns: [a, b]}");
        }
    }

    @Nested
    class MostFrequentFittingTest extends OfTable {
        MostFrequentFittingTest() {
            super("impute", "{columns: [s], with: most-frequent}");
        }
    }

    @Nested
    class StandardiseFittingTest extends OfTable {
        StandardiseFittingTest() {
            super("standardise", "{columns: [a, b], suffix: _z}");
        }
    }

    @Nested
    class MinMaxFittingTest extends OfTable {
        MinMaxFittingTest() {
            super("min-max", "{columns: [a, b]}");
        }
    }

    @Nested
    class PartlyWrittenFittingTest extends OfTable {
        PartlyWrittenFittingTest() {
            super("min-max", "{columns: [a, b], learnt: {a: {min: 0, max: 1}}}");
        }
    }

    @Nested
    class BucketiseFittingTest extends OfTable {
        BucketiseFittingTest() {
            super("bucketise", "{columns: [a, b], buckets: 8}");
        }
    }

    @Nested
    class OneHotFittingTest extends OfTable {
        OneHotFittingTest() {
            super("one-hot", "{columns: [s], unknown: own}");
        }
    }

    @Nested
    class OrdinalFittingTest extends OfTable {
        OrdinalFittingTest() {
            super("ordinal", "{columns: [s], into: [place]}");
        }
    }
}

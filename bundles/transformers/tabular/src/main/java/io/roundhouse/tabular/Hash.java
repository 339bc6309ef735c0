package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.transformer.Transformer;

/** A text becomes one of so many buckets by the hash of its bytes, whatever texts there are. What is missing stays so. */
record Hash(int buckets, int seed) implements TextNumber {
    private static final String BUCKETS = "buckets";
    private static final String SEED = "seed";
    private static final int BUCKETS_MAX = 1 << 30;

    static Transformer step(Settings settings) {
        Columns columns = Columns.read(settings, BUCKETS, SEED);
        settings.text(BUCKETS); // has no default that would fit
        Hash hash = new Hash((int) settings.integer(BUCKETS, 2, 2, BUCKETS_MAX), (int)
                settings.integer(SEED, 0, 0, Integer.MAX_VALUE));
        return TextNumberStep.of(columns, column -> hash);
    }

    @Override
    public double of(Texts at) {
        return at.isMissing()
                ? Double.NaN
                : Integer.remainderUnsigned(Murmur3.hash(at.data, at.at, at.length, seed), buckets);
    }
}

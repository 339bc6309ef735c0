package io.roundhouse.drift;

import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.datasketches.common.ArrayOfStringsSerDe;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;

/**
 * How often each word of the layout came; of the others the most frequent (Misra and Gries), so that a new one has a name; and
 * how many different ones there were (HyperLogLog, Flajolet et al. 2007, within 3 %).
 */
final class CategoryCounts extends Counts {
    private static final int OTHERS_MAX = 16; // of which three quarters are used; a power of 2
    private static final int OTHERS_TOLD = 3;
    private static final int DISTINCT_LG_K = 10;
    private static final int SKETCH_BYTES_MAX = 1 << 16;

    private final CategoryLayout layout;
    private final long[] counts;
    private ItemsSketch<String> others = new ItemsSketch<>(OTHERS_MAX);
    private HllSketch distinct = new HllSketch(DISTINCT_LG_K, TgtHllType.HLL_4);

    CategoryCounts(CategoryLayout layout) {
        this.layout = layout;
        this.counts = new long[layout.cells()];
    }

    @Override
    void add(Tensor tensor) {
        int missing = CategoryLearner.forEachWord(tensor, this::add);
        weight.add(tensor.shape().elements(), missing);
    }

    private void add(String word) {
        int cell = layout.cell(word);
        counts[cell]++;
        if (cell == counts.length - 1) {
            others.update(word);
        }
        distinct.update(word.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    void merge(Counts other) {
        CategoryCounts words = (CategoryCounts) other;
        weight.add(words.weight);
        for (int i = 0; i < counts.length; i++) {
            counts[i] += words.counts[i];
        }
        others.merge(words.others);
        Union union = new Union(DISTINCT_LG_K);
        union.update(distinct);
        union.update(words.distinct);
        distinct = union.getResult(TgtHllType.HLL_4);
    }

    @Override
    CategorySummary summary() {
        List<String> frequent = Arrays.stream(others.getFrequentItems(ErrorType.NO_FALSE_POSITIVES))
                .limit(OTHERS_TOLD)
                .map(ItemsSketch.Row::getItem)
                .toList();
        return new CategorySummary(layout, weight.copy(), counts, distinct.getEstimate(), frequent);
    }

    @Override
    void write(DataOutput out) throws IOException {
        super.write(out);
        for (long count : counts) {
            out.writeLong(count);
        }
        writeBytes(out, others.toByteArray(new ArrayOfStringsSerDe()));
        writeBytes(out, distinct.toCompactByteArray());
    }

    @Override
    void read(DataInput in) throws IOException {
        super.read(in);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readLong();
        }
        others = ItemsSketch.getInstance(Memory.wrap(readBytes(in, SKETCH_BYTES_MAX)), new ArrayOfStringsSerDe());
        distinct = HllSketch.heapify(Memory.wrap(readBytes(in, SKETCH_BYTES_MAX)));
    }

    @Override
    int retainedBytes() {
        return 256
                + Long.BYTES * counts.length
                + CategoryLearner.bytes(others)
                + distinct.getUpdatableSerializationBytes();
    }
}

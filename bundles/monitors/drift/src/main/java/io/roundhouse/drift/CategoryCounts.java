package io.roundhouse.drift;

import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;

/**
 * How often each word of the layout came; of the others the most frequent (Misra and Gries), so that a new one has a name; and
 * how many different ones there were.
 */
final class CategoryCounts extends Counts {
    private static final int OTHERS_MAX = 16; // of which three quarters are used; a power of 2
    private static final int OTHERS_TOLD = 3;

    private final CategoryLayout layout;
    private final long[] counts;
    private ItemsSketch<String> others = new ItemsSketch<>(OTHERS_MAX);
    private final Distinct distinct = new Distinct();

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
        distinct.add(word);
    }

    @Override
    void merge(Counts other) {
        CategoryCounts words = (CategoryCounts) other;
        weight.add(words.weight);
        for (int i = 0; i < counts.length; i++) {
            counts[i] += words.counts[i];
        }
        others.merge(words.others);
        distinct.merge(words.distinct);
    }

    @Override
    CategorySummary summary() {
        List<String> frequent = Arrays.stream(others.getFrequentItems(ErrorType.NO_FALSE_POSITIVES))
                .limit(OTHERS_TOLD)
                .map(ItemsSketch.Row::getItem)
                .toList();
        return new CategorySummary(layout, weight.copy(), counts, distinct.estimate(), frequent);
    }

    @Override
    void write(DataOutput out) throws IOException {
        super.write(out);
        for (long count : counts) {
            out.writeLong(count);
        }
        write(others, ErrorType.NO_FALSE_POSITIVES, out); // the certain ones
        distinct.write(out);
    }

    static void write(ItemsSketch<String> sketch, ErrorType which, DataOutput out) throws IOException {
        ItemsSketch.Row<String>[] rows = sketch.getFrequentItems(which);
        out.writeInt(rows.length);
        for (ItemsSketch.Row<String> row : rows) {
            out.writeUTF(row.getItem());
            out.writeLong(row.getEstimate());
        }
    }

    /** Into one that has seen nothing. */
    static void read(ItemsSketch<String> sketch, int itemsMax, DataInput in) throws IOException {
        int rows = readCount(in, itemsMax);
        for (int i = 0; i < rows; i++) {
            sketch.update(in.readUTF(), in.readLong());
        }
    }

    @Override
    void read(DataInput in) throws IOException {
        super.read(in);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readLong();
        }
        others = new ItemsSketch<>(OTHERS_MAX);
        read(others, OTHERS_MAX, in);
        distinct.read(in);
    }

    @Override
    int retainedBytes() {
        return 256 + Long.BYTES * counts.length + CategoryLearner.bytes(others) + Distinct.retainedBytes();
    }
}

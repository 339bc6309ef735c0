package io.roundhouse.drift;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;

/** The most frequent words of the first rows, by the sketch of Misra and Gries (1982) as Anderson et al. (2017) run it. */
final class CategoryLearner implements Learner {
    private static final int ITEMS_MAX = 256; // of which three quarters are used; a power of 2
    private static final double SHARE_MIN = 0.005; // rarer ones are not worth a count of their own

    private final ItemsSketch<String> sketch = new ItemsSketch<>(ITEMS_MAX);
    private long rows;

    @Override
    public void add(Tensor tensor) {
        forEachWord(tensor, this::add);
    }

    private void add(String word) {
        rows++;
        sketch.update(word);
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public CategoryLayout layout() {
        List<String> words = Arrays.stream(sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
                .filter(row -> row.getEstimate() >= SHARE_MIN * rows())
                .map(ItemsSketch.Row::getItem)
                .limit(CategoryLayout.WORDS_MAX)
                .toList();
        return new CategoryLayout(words);
    }

    @Override
    public int retainedBytes() {
        return bytes(sketch);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(rows);
        CategoryCounts.write(sketch, ErrorType.NO_FALSE_NEGATIVES, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        rows = in.readLong();
        CategoryCounts.read(sketch, ITEMS_MAX, in);
    }

    static int bytes(ItemsSketch<String> sketch) {
        int slot = Long.BYTES + Long.BYTES + Short.BYTES;
        return 128
                + slot * sketch.getCurrentMapCapacity() * 4 / 3
                + sketch.getNumActiveItems() * (56 + Elements.WORD_BYTES_MAX);
    }

    /**
     * Every text that is not empty, or every truth as a text.
     *
     * @return how many were empty
     */
    static int forEachWord(Tensor tensor, Consumer<String> words) {
        ByteBuffer data = tensor.data();
        if (tensor.type() == DataType.BOOL) {
            while (data.hasRemaining()) {
                words.accept(data.get() == 0 ? "false" : "true");
            }
            return 0;
        }
        int missing = 0;
        int end = data.limit();
        for (int at = 0; at < end; ) {
            int length = data.getInt(at);
            at += Integer.BYTES;
            if (length == 0) {
                missing++;
            } else {
                words.accept(Elements.word(data, at, length));
            }
            at += length;
        }
        return missing;
    }
}

package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The greatest numbers of a row and what they are called, greatest first; of equals the first class, NaN last of all. */
final class TopK implements Transformer {
    private static final int K_MAX = 1000;

    private final String column;
    private final String into;
    private final String scores;
    private final int k;
    private final Optional<Labels> labels;

    private TopK(String column, String into, String scores, int k, Optional<Labels> labels) {
        this.column = column;
        this.into = into;
        this.scores = scores;
        this.k = k;
        this.labels = labels;
    }

    static TopK read(ModelArtifact artifact, Settings settings) {
        settings.allow("column", "into", "scores", "k", "labels", "labels_file");
        Optional<Labels> labels = Labels.find(artifact, settings);
        int most = Math.min(K_MAX, labels.map(Labels::size).orElse(K_MAX));
        String into = settings.text("into", "labels");
        String scores = settings.text("scores", "scores");
        Columns.requireDifferent(settings, "scores", List.of(into, scores));
        int k = (int) settings.integer("k", Math.min(5, most), 1, most);
        return new TopK(settings.text("column", "probabilities"), into, scores, k, labels);
    }

    @Override
    public List<TensorSpec> reads() {
        return List.of(Columns.scores(column));
    }

    @Override
    public List<TensorSpec> writes() {
        return List.of(Columns.of(into, DataType.BYTES, k), Columns.of(scores, DataType.FP32, k));
    }

    @Override
    public Tensors apply(Tensors columns) {
        Tensor given = columns.get(column);
        long classes = given.shape().dim(1);
        Labels.requireFit(labels, "top-k", column, classes);
        if (k > classes) {
            throw Columns.mismatch("top-k", "'k' is " + k + ", but '" + column + "' has " + classes + " classes a row");
        }
        Shape shape = Shape.of(given.shape().rows(), k);
        Tensor best = Tensor.allocate(DataType.FP32, shape);
        FloatBuffer from = given.data().asFloatBuffer();
        FloatBuffer to = best.data().asFloatBuffer();
        byte[][] names = new byte[to.remaining()][];
        float[] row = new float[Columns.size(given, 1)];
        int[] order = new int[k];
        while (to.hasRemaining()) {
            from.get(row);
            select(row, order);
            for (int index : order) {
                names[to.position()] = Labels.name(labels, index);
                to.put(row[index]);
            }
        }
        return Tensors.of(List.of(into, scores), List.of(Tensor.ofBytes(shape, Arrays.asList(names)), best));
    }

    /** The classes of the greatest numbers, by insertion: nearly every class is refused by one comparison. */
    private static void select(float[] row, int[] order) {
        int filled = 0;
        for (int i = 0; i < row.length; i++) {
            int at = filled;
            while (at > 0 && isGreater(row[i], row[order[at - 1]])) {
                at--;
            }
            if (at < order.length) {
                int last = Math.min(filled, order.length - 1);
                System.arraycopy(order, at, order, at + 1, last - at);
                order[at] = i;
                filled = last + 1;
            }
        }
    }

    private static boolean isGreater(float left, float right) {
        return left > right || (Float.isNaN(right) && !Float.isNaN(left));
    }
}

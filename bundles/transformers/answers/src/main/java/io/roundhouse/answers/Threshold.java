package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which class a row is said to be of, and which classes reach their thresholds. NaN reaches none. */
final class Threshold implements Transformer {
    private final String column;
    private final Choice choice;
    private final List<TensorSpec> writes;

    private Threshold(String column, Choice choice, List<TensorSpec> writes) {
        this.column = column;
        this.choice = choice;
        this.writes = writes;
    }

    static Threshold read(ModelArtifact artifact, Settings settings) {
        settings.allow("column", "into", "flags", "labels", "labels_file", "at", "otherwise");
        Choice choice = Choice.read(settings, Labels.find(artifact, settings));
        List<TensorSpec> writes = new ArrayList<>();
        if (choice.labels().isPresent()) {
            writes.add(Columns.of(settings.text("into", "label"), DataType.BYTES));
        }
        for (String key : List.of("into", "otherwise")) {
            if (writes.isEmpty() && settings.has(key)) {
                throw settings.invalid(key, "is about labels, but neither 'labels' nor 'labels_file' names some", null);
            }
        }
        if (settings.has("flags") || writes.isEmpty()) {
            writes.add(
                    new TensorSpec(settings.text("flags", "reached"), DataType.BOOL, Shape.of(Shape.ANY, Shape.ANY)));
        }
        Columns.requireDifferent(
                settings, "flags", writes.stream().map(TensorSpec::name).toList());
        return new Threshold(settings.text("column", "probabilities"), choice, List.copyOf(writes));
    }

    @Override
    public List<TensorSpec> reads() {
        return List.of(Columns.scores(column));
    }

    @Override
    public List<TensorSpec> writes() {
        return writes;
    }

    @Override
    public Tensors apply(Tensors columns) {
        Tensor given = columns.get(column);
        Labels.requireFit(choice.labels(), "threshold", column, given.shape().dim(1));
        FloatBuffer from = given.data().asFloatBuffer();
        Tensor flags = Tensor.allocate(DataType.BOOL, given.shape());
        ByteBuffer reached = flags.data();
        byte[][] labels = new byte[(int) given.shape().rows()][];
        float[] row = new float[Columns.size(given, 1)];
        for (int i = 0; i < labels.length; i++) {
            from.get(row);
            labels[i] = choice.label(row);
            for (int c = 0; c < row.length; c++) {
                reached.put((byte) (choice.isReached(c, row[c]) ? 1 : 0));
            }
        }
        Tensors made = Tensors.empty();
        for (TensorSpec spec : writes) {
            made = made.with(
                    spec.name(),
                    spec.type() == DataType.BOOL
                            ? flags
                            : Tensor.ofBytes(Shape.of(labels.length), Arrays.asList(labels)));
        }
        return made;
    }
}

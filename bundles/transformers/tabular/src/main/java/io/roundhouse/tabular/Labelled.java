package io.roundhouse.tabular;

import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Numbers become the names of their buckets, so that they can be crossed with texts or one-hot. */
final class Labelled implements Transformer {
    private final Columns columns;
    private final List<Bucketise> buckets;
    private final List<byte[]> labels;
    private final List<TensorSpec> reads;
    private final List<TensorSpec> writes;

    Labelled(Columns columns, List<Bucketise> buckets, List<String> labels) {
        this.columns = columns;
        this.buckets = buckets;
        this.labels = labels.stream()
                .map(label -> label.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.reads = Columns.numbers(columns.from());
        this.writes = Columns.texts(columns.into());
    }

    @Override
    public List<TensorSpec> reads() {
        return reads;
    }

    @Override
    public List<TensorSpec> writes() {
        return writes;
    }

    @Override
    public Tensors apply(Tensors given) {
        List<Tensor> made = new ArrayList<>(buckets.size());
        for (int i = 0; i < buckets.size(); i++) {
            Tensor column = given.get(columns.from().get(i));
            List<byte[]> names = new ArrayList<>((int) column.shape().rows());
            DoubleBuffer values = column.data().asDoubleBuffer();
            while (values.hasRemaining()) {
                int bucket = buckets.get(i).bucket(values.get());
                names.add(bucket < 0 ? Texts.MISSING : labels.get(bucket));
            }
            made.add(Tensor.ofBytes(column.shape(), names));
        }
        return Tensors.of(columns.into(), made);
    }
}

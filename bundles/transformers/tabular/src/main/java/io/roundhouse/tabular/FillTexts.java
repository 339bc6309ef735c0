package io.roundhouse.tabular;

import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A text that is missing becomes its column's fill. A column without gaps is handed on as it is. */
final class FillTexts implements Transformer {
    private final Columns columns;
    private final List<byte[]> fills;
    private final List<TensorSpec> reads;
    private final List<TensorSpec> writes;

    FillTexts(Columns columns, List<String> fills) {
        this.columns = columns;
        this.fills = fills.stream()
                .map(fill -> fill.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.reads = Columns.texts(columns.from());
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
        List<Tensor> made = new ArrayList<>(fills.size());
        for (int i = 0; i < fills.size(); i++) {
            Tensor column = given.get(columns.from().get(i));
            made.add(hasGaps(column) ? filled(column, fills.get(i)) : column);
        }
        return Tensors.of(columns.into(), made);
    }

    private static boolean hasGaps(Tensor column) {
        Texts texts = new Texts(column);
        while (texts.next()) {
            if (texts.isMissing()) {
                return true;
            }
        }
        return false;
    }

    private static Tensor filled(Tensor column, byte[] fill) {
        List<byte[]> elements = new ArrayList<>((int) column.shape().rows());
        Texts texts = new Texts(column);
        while (texts.next()) {
            elements.add(texts.isMissing() ? fill : texts.bytes());
        }
        return Tensor.ofBytes(column.shape(), elements);
    }
}

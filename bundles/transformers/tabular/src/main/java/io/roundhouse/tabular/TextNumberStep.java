package io.roundhouse.tabular;

import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Each text of a column becomes a number. */
final class TextNumberStep implements Transformer {
    private final Columns columns;
    private final List<TextNumber> numbers;
    private final List<TensorSpec> reads;
    private final List<TensorSpec> writes;

    private TextNumberStep(Columns columns, List<TextNumber> numbers) {
        this.columns = columns;
        this.numbers = numbers;
        this.reads = Columns.texts(columns.from());
        this.writes = Columns.numbers(columns.into());
    }

    /** What texts become by the name of their column. */
    static TextNumberStep of(Columns columns, Function<String, TextNumber> number) {
        return new TextNumberStep(columns, columns.from().stream().map(number).toList());
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
        List<Tensor> made = new ArrayList<>(numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            Tensor column = given.get(columns.from().get(i));
            double[] values = new double[(int) column.shape().rows()];
            Texts texts = new Texts(column);
            for (int row = 0; texts.next(); row++) {
                values[row] = numbers.get(i).of(texts);
            }
            made.add(Numbers.column(values));
        }
        return Tensors.of(columns.into(), made);
    }
}

package io.roundhouse.stepcache;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Caching;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;

/** Says that its rows are of one shape, and pads to the longest text. */
final class Ragged implements Transformer {
    @Override
    public List<TensorSpec> reads() {
        return List.of(CountingStep.TEXT);
    }

    @Override
    public List<TensorSpec> writes() {
        return List.of(new TensorSpec("letters", DataType.INT8, Shape.of(Shape.ANY, Shape.ANY)));
    }

    @Override
    public Caching caching() {
        return Caching.ROWS;
    }

    @Override
    public Tensors apply(Tensors columns) {
        List<String> texts = columns.get("text").texts();
        int longest = texts.stream().mapToInt(String::length).max().orElse(0);
        return Tensors.of("letters", Tensor.allocate(DataType.INT8, Shape.of(texts.size(), longest)));
    }
}

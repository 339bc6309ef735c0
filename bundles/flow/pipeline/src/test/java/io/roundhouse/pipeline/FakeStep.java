package io.roundhouse.pipeline;

import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import java.util.function.UnaryOperator;

/** A step that a test writes as a function. */
record FakeStep(List<TensorSpec> reads, List<TensorSpec> writes, UnaryOperator<Tensors> function)
        implements Transformer {
    @Override
    public Tensors apply(Tensors columns) {
        return function.apply(columns);
    }
}

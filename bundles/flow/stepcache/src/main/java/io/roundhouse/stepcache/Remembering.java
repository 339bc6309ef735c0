package io.roundhouse.stepcache;

import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;

/** A step that is another one in all but what it remembers. */
abstract sealed class Remembering implements Transformer permits RememberingRequests, RememberingRows {
    final Transformer step;
    final Owner owner;
    private final List<TensorSpec> reads; // always the same, and asked for with every row

    Remembering(Transformer step, Owner owner) {
        this.step = step;
        this.reads = step.reads();
        this.owner = owner;
    }

    @Override
    public final List<TensorSpec> reads() {
        return reads;
    }

    @Override
    public final List<TensorSpec> writes() {
        return step.writes();
    }

    @Override
    public final boolean keepsRows() {
        return step.keepsRows();
    }

    @Override
    public final Tensors apply(Tensors columns) {
        return apply(columns, StepContext.none());
    }

    @Override
    public final void close() {
        try {
            step.close();
        } finally {
            owner.forget();
        }
    }
}

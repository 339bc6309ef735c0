package io.roundhouse.offline;

import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.ModelLoans.Loaded;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;

/** A model among the steps around it. */
record ModelRun(Loaded loaded) implements Transformer {
    /** As many as a server's batch may have: what a model takes for a row may be a hundred megabytes. */
    private static final int ROWS_MAX = 32;

    /** How many rows it takes at once. */
    int rowsMax() {
        return loaded.spec().batches() ? ROWS_MAX : 1;
    }

    @Override
    public List<TensorSpec> reads() {
        return loaded.spec().inputs();
    }

    @Override
    public List<TensorSpec> writes() {
        return loaded.spec().outputs();
    }

    @Override
    public Tensors apply(Tensors columns) {
        return loaded.infer(columns);
    }

    @Override
    public void close() {
        loaded.close();
    }
}

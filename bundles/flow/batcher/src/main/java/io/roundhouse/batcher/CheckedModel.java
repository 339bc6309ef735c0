package io.roundhouse.batcher;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A loaded model whose engine is not trusted: what it throws and what it returns become an answer or a clear failure. */
final class CheckedModel {
    private final String name;
    private final LoadedModel model;
    private final ModelSpec spec;
    private final List<String> outputNames;
    private final boolean batches;

    /** @param batches whether outputs must have the rows of the batch */
    CheckedModel(String name, LoadedModel model, boolean batches) {
        this.name = name;
        this.model = model;
        this.spec = model.spec();
        this.outputNames = spec.outputNames();
        this.batches = batches;
    }

    boolean batches() {
        return batches;
    }

    /**
     * The model's outputs, in the order of its spec.
     *
     * @throws InferenceException the engine's own, or {@code ENGINE_FAILED}; nothing else, whatever the engine does
     */
    @SuppressWarnings("NullAway") // an engine is a plugin: it may return null where it must not
    Tensors infer(Joined batch) {
        Tensors outputs;
        try {
            outputs = model.infer(batch.inputs(), batch.deadline());
        } catch (InferenceException e) {
            throw e;
        } catch (Throwable t) { // also a LinkageError or a StackOverflowError: one model's trouble, not the thread's
            throw new InferenceException(
                    ErrorCode.ENGINE_FAILED, "the engine of " + name + " failed on a batch of " + rows(batch), t);
        }
        if (outputs == null) {
            throw failed("returned nothing for a batch of " + rows(batch));
        }
        check(outputs, batch);
        return outputs.size() == outputNames.size() && outputs.names().equals(outputNames)
                ? outputs
                : outputs.only(outputNames);
    }

    private void check(Tensors outputs, Joined batch) {
        for (TensorSpec expected : spec.outputs()) {
            Optional<Tensor> found = outputs.find(expected.name());
            if (found.isEmpty()) {
                throw failed("returned outputs " + outputs.names() + " without '" + expected.name() + "'");
            }
            Tensor output = found.get();
            if (output.type() != expected.type()) {
                throw failed("returned output '" + expected.name() + "' as " + output.type() + ", its spec says "
                        + expected.type());
            }
            if (batches && (output.shape().rank() == 0 || output.shape().rows() != batch.rows())) {
                throw failed("returned output '" + expected.name() + "' of shape " + output.shape() + " for a batch of "
                        + rows(batch) + "; if the model has no rows, set batching rows_max: 1");
            }
        }
    }

    /** The outputs of each request, as views. */
    static List<Tensors> split(Tensors outputs, List<Pending> batch) {
        if (batch.size() == 1) {
            return List.of(outputs);
        }
        List<Tensors> parts = new ArrayList<>(batch.size());
        int from = 0;
        for (Pending pending : batch) {
            parts.add(outputs.rows(from, pending.joinableRows));
            from += pending.joinableRows;
        }
        return parts;
    }

    private InferenceException failed(String how) {
        return new InferenceException(ErrorCode.ENGINE_FAILED, "the engine of " + name + " " + how);
    }

    private static String rows(Joined batch) {
        return batch.rows() == 1 ? "1 row" : batch.rows() + " rows";
    }
}

package io.roundhouse.pipeline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step that is a plugin and not trusted: whatever it throws, {@link Error}s included, and whatever it forgets to write
 * is {@code TRANSFORMER_FAILED} for this request and no harm to another.
 */
record CheckedStep(Transformer step, int index, String side, ModelId model) {
    /** Only what the step said that it writes. */
    Tensors apply(Tensors columns, StepContext context) {
        List<TensorSpec> reads;
        List<TensorSpec> writes;
        Tensors written;
        try {
            reads = step.reads();
            writes = step.writes();
            written = step.apply(columns, context);
        } catch (InferenceException e) {
            throw e;
        } catch (Throwable t) {
            throw failed("failed", t);
        }
        check(written, writes, step.keepsRows() ? rows(columns, reads) : -1);
        return Columns.only(written, writes);
    }

    @SuppressWarnings("NullAway") // a plugin may return null where it must not
    private void check(Tensors written, List<TensorSpec> writes, long rows) {
        if (written == null) {
            throw failed("returned nothing", null);
        }
        for (TensorSpec expected : writes) {
            Optional<Tensor> found = written.find(expected.name());
            if (found.isEmpty()) {
                throw failed("wrote " + written.names() + " without '" + expected.name() + "'", null);
            }
            Tensor column = found.get();
            if (column.type() != expected.type()) {
                throw failed(
                        "wrote '" + expected.name() + "' as " + column.type() + ", it promised " + expected.type(),
                        null);
            }
            rows = rows < 0 && column.shape().rank() > 0 && !step.keepsRows()
                    ? column.shape().rows()
                    : rows;
            if (rows >= 0 && (column.shape().rank() == 0 || column.shape().rows() != rows)) {
                throw failed(
                        "wrote '" + expected.name() + "' of shape " + column.shape() + " for " + rows + " rows", null);
            }
        }
    }

    /** The rows it was given; -1 when it reads nothing, and then anything goes. */
    private static long rows(Tensors columns, List<TensorSpec> reads) {
        return reads.isEmpty() ? -1 : columns.get(reads.get(0).name()).shape().rows();
    }

    private InferenceException failed(String how, @Nullable Throwable cause) {
        return new InferenceException(
                ErrorCode.TRANSFORMER_FAILED, "step " + (index + 1) + " " + side + " " + model + " " + how, cause);
    }
}

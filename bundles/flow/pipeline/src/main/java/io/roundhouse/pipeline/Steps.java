package io.roundhouse.pipeline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Batcher;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;

/**
 * The steps before and after the model. Columns gather on the way: a step sees what the client sent and what earlier
 * steps and the model wrote.
 */
final class Steps {
    private Steps() {}

    static Tensors before(ModelLease lease, Tensors columns, StepContext context) {
        return lease.before().isEmpty() ? columns : all(lease.before(), "before", lease, columns, context);
    }

    /** The columns the model expects. Where steps made some, they are checked, as nobody else did. */
    static Tensors modelInputs(ModelLease lease, Tensors columns) {
        List<TensorSpec> expected = lease.modelSpec().inputs();
        Tensors inputs = Columns.only(columns, expected);
        for (int i = 0; !lease.before().isEmpty() && i < expected.size(); i++) {
            TensorSpec spec = expected.get(i);
            Tensor input = inputs.values().get(i);
            if (input.type() != spec.type() || !spec.shape().accepts(input.shape())) {
                throw new InferenceException(
                        ErrorCode.TRANSFORMER_FAILED,
                        "the steps before " + lease.servedBy().model() + " made '" + spec.name() + "' " + input
                                + ", but the model expects " + spec.type() + " " + spec.shape());
            }
            if (isHollow(lease, spec, input)) {
                throw new InferenceException(
                        ErrorCode.TRANSFORMER_FAILED,
                        "the steps before " + lease.servedBy().model() + " made '" + spec.name() + "' " + input
                                + ", but a dimension of size 0 holds nothing to infer from");
            }
        }
        return inputs;
    }

    /** Whether a dimension is 0 that the model does not declare so; no rows at all are no harm, as no engine is asked. */
    private static boolean isHollow(ModelLease lease, TensorSpec spec, Tensor input) {
        for (int dim = lease.modelSpec().batches() ? 1 : 0; dim < input.shape().rank(); dim++) {
            if (input.shape().dim(dim) == 0 && spec.shape().dim(dim) != 0) {
                return true;
            }
        }
        return false;
    }

    static Tensors after(ModelLease lease, Tensors columns, Tensors outputs, StepContext context) {
        return lease.after().isEmpty() ? outputs : all(lease.after(), "after", lease, columns.with(outputs), context);
    }

    /** Whether the steps found nothing for the model to answer: no row at all. */
    static boolean isEmpty(ModelLease lease, Tensors inputs) {
        return !lease.before().isEmpty() && lease.modelSpec().batches() && inputs.rows() == 0;
    }

    /** What a model gives for no rows; engines are not asked for that. */
    static Batcher.Answer nothing(ModelLease lease) {
        List<TensorSpec> outputs = lease.modelSpec().outputs();
        List<Tensor> empty = outputs.stream().map(Tensor::noRows).toList();
        return new Batcher.Answer(
                Tensors.of(outputs.stream().map(TensorSpec::name).toList(), empty), 0, 0, 0, 0);
    }

    private static Tensors all(
            List<Transformer> steps, String side, ModelLease lease, Tensors columns, StepContext context) {
        Tensors now = columns;
        for (int i = 0; i < steps.size(); i++) {
            CheckedStep step =
                    new CheckedStep(steps.get(i), i, side, lease.servedBy().model());
            now = now.with(step.apply(now, context));
        }
        return now;
    }
}

package io.roundhouse.tensorflow;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.RunOptions;

/** One session, run by any number of callers at once. TensorFlow stops at the deadline, between two operations. */
final class TensorFlowModel implements LoadedModel {
    private static final long MILLIS_MAX = TimeUnit.DAYS.toMillis(1);

    private final String name;
    private final TensorFlowOptions options;
    private final SavedModelBundle bundle;
    private final Signature signature;
    private final LongSupplier nanoClock;

    TensorFlowModel(String name, TensorFlowOptions options, SavedModelBundle bundle, LongSupplier nanoClock) {
        this.name = name;
        this.options = options;
        this.bundle = bundle;
        this.signature = Signature.of(name, bundle, options);
        this.nanoClock = nanoClock;
    }

    @Override
    public ModelSpec spec() {
        return signature.spec();
    }

    @Override
    public int instances() {
        return options.instances();
    }

    @Override
    public Tensors infer(Tensors batch, Deadline deadline) {
        List<Tensor> inputs = inputs(batch);
        long left = deadline.remainingNanos(nanoClock.getAsLong());
        if (left <= 0) {
            throw new InferenceException(ErrorCode.DEADLINE_EXCEEDED, name + " was asked after the deadline");
        }
        try {
            return run(inputs, Math.min(MILLIS_MAX, TimeUnit.NANOSECONDS.toMillis(left) + 1));
        } catch (TFInvalidArgumentException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT, name + " refused the input: " + TensorFlowEngine.clean(e, ""));
        } catch (TensorFlowException e) {
            throw failure(e, deadline);
        }
    }

    private Tensors run(List<Tensor> inputs, long millis) {
        Session.Runner runner = bundle.session().runner();
        runner.setOptions(RunOptions.newBuilder().setTimeoutInMs(millis).build());
        List<org.tensorflow.Tensor> given = new ArrayList<>();
        try {
            for (int i = 0; i < inputs.size(); i++) {
                given.add(TensorFlowValues.of(inputs.get(i)));
                runner.feed(signature.inputs().get(i), given.get(i));
            }
            signature.outputs().forEach(runner::fetch);
            try (Result result = runner.run()) {
                List<Tensor> outputs = new ArrayList<>();
                for (int i = 0; i < result.size(); i++) {
                    outputs.add(TensorFlowValues.copy(
                            result.get(i), spec().outputs().get(i).type()));
                }
                return Tensors.of(spec().outputNames(), outputs);
            }
        } finally {
            given.forEach(org.tensorflow.Tensor::close);
        }
    }

    private List<Tensor> inputs(Tensors batch) {
        List<Tensor> inputs = new ArrayList<>();
        for (TensorSpec input : spec().inputs()) {
            inputs.add(batch.find(input.name())
                    .filter(tensor -> tensor.type() == input.type())
                    .filter(tensor -> input.shape().accepts(tensor.shape()))
                    .orElseThrow(() -> new InferenceException(
                            ErrorCode.INVALID_INPUT, name + " expects " + input + ", got " + batch)));
        }
        return inputs;
    }

    private InferenceException failure(TensorFlowException thrown, Deadline deadline) {
        return deadline.isPast(nanoClock.getAsLong())
                ? new InferenceException(ErrorCode.DEADLINE_EXCEEDED, name + " was stopped at the deadline")
                : new InferenceException(
                        ErrorCode.ENGINE_FAILED, name + " failed: " + TensorFlowEngine.clean(thrown, ""));
    }

    @Override
    public void close() {
        bundle.close();
    }
}

package io.roundhouse.pytorch;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.PyTorchLibrary;
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

/** One module, run by any number of callers at once. PyTorch does not stop early. */
final class PyTorchModel implements LoadedModel {
    private final String name;
    private final PyTorchOptions options;
    private final PyTorchLibrary library;
    private final long module;
    private final ModelSpec spec;

    PyTorchModel(String name, PyTorchOptions options, PyTorchLibrary library, long module) {
        this.name = name;
        this.options = options;
        this.library = library;
        this.module = module;
        this.spec = new ModelSpec("pytorch_torchscript", options.inputs(), options.outputs(), options.batches());
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public int instances() {
        return options.instances();
    }

    @Override
    public Tensors infer(Tensors batch, Deadline deadline) {
        List<Tensor> inputs = inputs(batch);
        try (TorchValues values = new TorchValues(library)) {
            List<Tensor> outputs = values.run(module, inputs, spec.outputNames());
            for (int i = 0; i < outputs.size(); i++) {
                check(outputs.get(i), spec.outputs().get(i));
            }
            return Tensors.of(spec.outputNames(), outputs);
        } catch (EngineException e) {
            throw new InferenceException(ErrorCode.ENGINE_FAILED, name + " failed: " + PyTorchEngine.clean(e, ""));
        } catch (WrongAnswer e) {
            throw new InferenceException(
                    ErrorCode.ENGINE_FAILED, name + " gave " + e.getMessage() + "; mend engine: outputs in model.yaml");
        }
    }

    private List<Tensor> inputs(Tensors batch) {
        List<Tensor> inputs = new ArrayList<>();
        for (TensorSpec input : spec.inputs()) {
            inputs.add(batch.find(input.name())
                    .filter(tensor -> tensor.type() == input.type())
                    .filter(tensor -> input.shape().accepts(tensor.shape()))
                    .orElseThrow(() -> new InferenceException(
                            ErrorCode.INVALID_INPUT, name + " expects " + input + ", got " + batch)));
        }
        return inputs;
    }

    private static void check(Tensor tensor, TensorSpec output) throws WrongAnswer {
        if (tensor.type() != output.type() || !output.shape().accepts(tensor.shape())) {
            throw new WrongAnswer(tensor + " where model.yaml promises " + output);
        }
    }

    @Override
    public void close() {
        library.torchDeleteModule(module);
    }

    /** The module gave something else than was promised for it. */
    static final class WrongAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        WrongAnswer(String message) {
            super(message);
        }
    }
}

package io.roundhouse.pytorch;

import ai.djl.pytorch.jni.PyTorchLibrary;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.pytorch.PyTorchModel.WrongAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one run makes in native memory, and gives back at its end. Inputs stay where they are, outputs are copied once. */
final class TorchValues implements AutoCloseable {
    private final PyTorchLibrary library;
    private final List<Long> tensors = new ArrayList<>();
    private final List<Long> values = new ArrayList<>();

    TorchValues(PyTorchLibrary library) {
        this.library = library;
    }

    /** Runs {@code forward}; the names are used where it gives a dictionary. */
    List<Tensor> run(long module, List<Tensor> inputs, List<String> names) throws WrongAnswer {
        long[] arguments = new long[inputs.size()];
        for (int i = 0; i < arguments.length; i++) {
            Tensor input = inputs.get(i);
            long tensor = tensor(library.torchFromBlob(
                    input.data(),
                    input.shape().toArray(),
                    TorchTypes.number(input.type()),
                    0,
                    PyTorchEngine.CPU,
                    false));
            arguments[i] = value(library.iValueFromTensor(tensor));
        }
        long answer = value(library.moduleRunMethod(module, "forward", arguments, false, false));
        List<Tensor> outputs = new ArrayList<>();
        for (long output : outputs(answer, names)) {
            outputs.add(copy(output));
        }
        return outputs;
    }

    private List<Long> outputs(long answer, List<String> names) throws WrongAnswer {
        List<Long> found = new ArrayList<>();
        if (library.iValueIsTensor(answer)) {
            found.add(tensor(library.iValueToTensor(answer)));
        } else if (library.iValueIsTensorList(answer)) {
            for (long element : library.iValueToTensorList(answer)) {
                found.add(tensor(element));
            }
        } else if (library.iValueIsTuple(answer)) {
            for (long element : owned(library.iValueToIValueTuple(answer))) {
                found.add(tensorOf(element));
            }
        } else if (library.iValueIsMap(answer)) {
            return entries(answer, names);
        } else {
            throw new WrongAnswer(library.iValueGetType(answer) + ", which holds no tensors");
        }
        if (found.size() != names.size()) {
            throw new WrongAnswer(found.size() + " tensors where model.yaml promises " + names);
        }
        return found;
    }

    private List<Long> entries(long answer, List<String> names) throws WrongAnswer {
        long[] entries = owned(library.iValueToMap(answer));
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < entries.length; i += 2) {
            keys.add(library.iValueToString(entries[i]));
        }
        List<Long> found = new ArrayList<>();
        for (String name : names) {
            if (!keys.contains(name)) {
                throw new WrongAnswer("a dictionary of " + keys + ", and model.yaml promises '" + name + "'");
            }
            found.add(tensorOf(entries[2 * keys.indexOf(name) + 1]));
        }
        return found;
    }

    private long tensorOf(long value) throws WrongAnswer {
        if (!library.iValueIsTensor(value)) {
            throw new WrongAnswer(library.iValueGetType(value) + " where a tensor must be");
        }
        return tensor(library.iValueToTensor(value));
    }

    private Tensor copy(long tensor) throws WrongAnswer {
        int number = library.torchDType(tensor);
        @Nullable DataType type = TorchTypes.typeOrNull(number);
        if (type == null) {
            throw new WrongAnswer("a tensor of a type that cannot be passed (number " + number + " of DJL's)");
        }
        Tensor copy = Tensor.allocate(type, Shape.of(library.torchSizes(tensor)));
        if (copy.byteSize() > 0) {
            long dense = library.torchIsContiguous(tensor) ? tensor : tensor(library.torchToContiguous(tensor));
            copy.data().put(library.torchDirectByteBuffer(dense));
        }
        return copy;
    }

    private long[] owned(long[] handles) {
        for (long handle : handles) {
            value(handle);
        }
        return handles;
    }

    private long tensor(long handle) {
        tensors.add(handle);
        return handle;
    }

    private long value(long handle) {
        values.add(handle);
        return handle;
    }

    @Override
    public void close() {
        values.forEach(library::torchDeleteIValue);
        tensors.forEach(library::torchDeleteTensor);
    }
}

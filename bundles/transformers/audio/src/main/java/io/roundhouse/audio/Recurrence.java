package io.roundhouse.audio;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The frames of one request, one after the other. One thread. */
final class Recurrence {
    private final RecurSettings settings;
    private final List<String> inputs;
    private final StepContext context;
    private final Tensor frames;
    private final List<Tensor> outputs;
    private final int width;
    private final int most;

    Recurrence(RecurSettings settings, List<String> inputs, StepContext context, Tensor frames, List<Tensor> outputs) {
        this.settings = settings;
        this.inputs = inputs;
        this.context = context;
        this.frames = frames;
        this.outputs = List.copyOf(outputs);
        this.most = (int) frames.shape().dim(1);
        this.width = (int) frames.shape().dim(2);
    }

    /** Asks for one row's frames; leaves in {@code remembered} what the model remembers after the last. */
    void run(int row, int count, Tensors read, List<Tensor> remembered) {
        List<Tensor> states = new ArrayList<>();
        for (RecurSettings.State state : settings.states()) {
            states.add(
                    state.from().isPresent()
                            ? part(read.get(state.from().get()), row, state.shape())
                            : Tensor.allocate(DataType.FP32, state.shape()));
        }
        for (int frame = 0; frame < count; frame++) {
            if (context.deadline().isPast(System.nanoTime())) {
                throw new InferenceException(
                        ErrorCode.DEADLINE_EXCEEDED,
                        "the deadline passed after " + frame + " of " + count + " frames of row " + row);
            }
            Tensors answer = context.ask(settings.model(), Tensors.of(inputs, question(row, frame, states)));
            for (int i = 0; i < settings.outputs().size(); i++) {
                RecurSettings.Output output = settings.outputs().get(i);
                Tensor found = answered(answer, output.output(), output.width());
                outputs.get(i).data().put((row * most + frame) * found.byteSize(), found.data(), 0, found.byteSize());
            }
            for (int i = 0; i < states.size(); i++) {
                RecurSettings.State state = settings.states().get(i);
                Tensor found = answered(answer, state.output(), state.shape().elements());
                states.set(i, found.shape().equals(state.shape()) ? found : part(found, 0, state.shape()));
            }
        }
        for (int i = 0; i < states.size(); i++) {
            Tensor state = states.get(i);
            remembered.get(i).data().put(row * state.byteSize(), state.data(), 0, state.byteSize());
        }
    }

    private List<Tensor> question(int row, int frame, List<Tensor> states) {
        List<Tensor> question = new ArrayList<>(inputs.size());
        question.add(part(frames, row * most + frame, Shape.of(1, width)));
        settings.constants().forEach(constant -> question.add(constant.value()));
        question.addAll(states);
        return question;
    }

    /** The {@code index}th piece of that shape, a view. */
    private static Tensor part(Tensor whole, int index, Shape shape) {
        int bytes = (int) Tensor.byteSize(DataType.FP32, shape);
        ByteBuffer data = whole.data().slice(index * bytes, bytes);
        return Tensor.of(DataType.FP32, shape, data);
    }

    private Tensor answered(Tensors answer, String name, long elements) {
        Tensor found =
                answer.find(name).orElseThrow(() -> failed("has no output '" + name + "', it has " + answer.names()));
        if (found.type() != DataType.FP32 || found.shape().elements() != elements) {
            throw failed("answers '" + name + "' as " + found + ", this step is told of FP32 with " + elements
                    + (elements == 1 ? " element" : " elements"));
        }
        return found;
    }

    private InferenceException failed(String how) {
        return new InferenceException(ErrorCode.TRANSFORMER_FAILED, "recur: model '" + settings.model() + "' " + how);
    }
}

package io.roundhouse.audio;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a model frame by frame and hands what it remembers from one frame to the next. The server keeps nothing: a sound
 * that comes in pieces brings what the model remembered, as a column, and takes it along again.
 */
final class RecurStep implements Transformer {
    private final RecurSettings settings;
    private final List<String> inputs;
    private final List<String> columns;

    RecurStep(RecurSettings settings) {
        this.settings = settings;
        this.inputs = settings.inputs();
        this.columns = settings.columns();
    }

    @Override
    public List<TensorSpec> reads() {
        List<TensorSpec> reads = new ArrayList<>();
        reads.add(frames(settings.over(), Shape.ANY));
        settings.counts().ifPresent(name -> reads.add(new TensorSpec(name, DataType.INT64, Shape.of(Shape.ANY))));
        for (RecurSettings.State state : settings.states()) {
            state.from().ifPresent(name -> reads.add(new TensorSpec(name, DataType.FP32, state.column(Shape.ANY))));
        }
        return reads;
    }

    @Override
    public List<TensorSpec> writes() {
        List<TensorSpec> writes = new ArrayList<>();
        settings.outputs().forEach(output -> writes.add(frames(output.into(), output.width())));
        for (RecurSettings.State state : settings.states()) {
            state.into().ifPresent(name -> writes.add(new TensorSpec(name, DataType.FP32, state.column(Shape.ANY))));
        }
        return writes;
    }

    private static TensorSpec frames(String name, long width) {
        return new TensorSpec(name, DataType.FP32, Shape.of(Shape.ANY, Shape.ANY, width));
    }

    @Override
    public Tensors apply(Tensors columns) {
        return apply(columns, StepContext.none());
    }

    @Override
    public Tensors apply(Tensors read, StepContext context) {
        Tensor frames = read.get(settings.over());
        int rows = (int) frames.shape().rows();
        int most = (int) frames.shape().dim(1);
        long[] counts = counts(read, rows, most);
        List<Tensor> made = new ArrayList<>();
        for (RecurSettings.Output output : settings.outputs()) {
            made.add(Tensor.allocate(DataType.FP32, Shape.of(rows, most, output.width())));
        }
        Recurrence recurrence = new Recurrence(settings, inputs, context, frames, made);
        List<Tensor> remembered = new ArrayList<>();
        for (RecurSettings.State state : settings.states()) {
            remembered.add(Tensor.allocate(DataType.FP32, state.column(rows)));
        }
        for (int row = 0; row < rows; row++) {
            recurrence.run(row, (int) counts[row], read, remembered);
        }
        for (int i = 0; i < settings.states().size(); i++) {
            if (settings.states().get(i).into().isPresent()) {
                made.add(remembered.get(i));
            }
        }
        return Tensors.of(columns, made);
    }

    /** Checked before the model is asked for the first time. */
    private long[] counts(Tensors read, int rows, int most) {
        long[] counts = new long[rows];
        long total = 0;
        LongBuffer given = settings.counts().isPresent()
                ? read.get(settings.counts().get()).data().asLongBuffer()
                : LongBuffer.allocate(0);
        for (int row = 0; row < rows; row++) {
            counts[row] = settings.counts().isPresent() ? given.get(row) : most;
            if (counts[row] < 0 || counts[row] > most) {
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        "'" + settings.counts().orElse("") + "': row " + row + " is " + counts[row] + ", must be 0.."
                                + most);
            }
            total += counts[row];
        }
        if (total > settings.framesMax()) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "'" + settings.over() + "': " + total + " frames are more than the " + settings.framesMax()
                            + " a request may have; send fewer or shorter sounds");
        }
        return counts;
    }
}

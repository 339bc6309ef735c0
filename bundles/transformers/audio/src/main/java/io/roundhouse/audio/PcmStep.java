package io.roundhouse.audio;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/** Sounds become frames of FP32, each with the last samples of the one before: a row a frame, or all frames of a sound. */
final class PcmStep implements Transformer {
    private static final long BYTES_MAX = 1L << 30;

    private final PcmSettings settings;
    private final boolean bySound;

    PcmStep(PcmSettings settings) {
        this.settings = settings;
        this.bySound = settings.rows() == PcmSettings.Rows.SOUNDS;
    }

    /** The sounds of a request and how many frames each has. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Read(List<Sound> sounds, int[] frames, int total, int most) {}

    @Override
    public boolean keepsRows() {
        return bySound;
    }

    @Override
    public List<TensorSpec> reads() {
        List<TensorSpec> reads = new ArrayList<>();
        reads.add(new TensorSpec(settings.column(), DataType.BYTES, Shape.of(Shape.ANY)));
        settings.heard().ifPresent(name -> reads.add(heardSpec(name)));
        return reads;
    }

    @Override
    public List<TensorSpec> writes() {
        List<TensorSpec> writes = new ArrayList<>();
        Shape shape =
                bySound ? Shape.of(Shape.ANY, Shape.ANY, settings.width()) : Shape.of(Shape.ANY, settings.width());
        writes.add(new TensorSpec(settings.into(), DataType.FP32, shape));
        writes.add(
                new TensorSpec(bySound ? settings.counts() : settings.owners(), DataType.INT64, Shape.of(Shape.ANY)));
        settings.heardInto().ifPresent(name -> writes.add(heardSpec(name)));
        return writes;
    }

    private TensorSpec heardSpec(String name) {
        return new TensorSpec(name, DataType.FP32, Shape.of(Shape.ANY, settings.context()));
    }

    @Override
    public Tensors apply(Tensors columns) {
        Read read = read(columns.get(settings.column()));
        int rows = read.sounds().size();
        FloatBuffer heard = settings.heard().isPresent()
                ? columns.get(settings.heard().get()).data().asFloatBuffer()
                : FloatBuffer.allocate(rows * settings.context());
        Shape shape =
                bySound ? Shape.of(rows, read.most(), settings.width()) : Shape.of(read.total(), settings.width());
        Tensor frames = allocate(shape);
        Tensor numbers = Tensor.allocate(DataType.INT64, Shape.of(bySound ? rows : read.total()));
        Tensor heardNow = Tensor.allocate(DataType.FP32, Shape.of(rows, settings.context()));
        FloatBuffer to = frames.data().asFloatBuffer();
        LongBuffer number = numbers.data().asLongBuffer();
        for (int row = 0; row < rows; row++) {
            if (bySound) {
                to.position(row * read.most() * settings.width());
                number.put(read.frames()[row]);
            }
            for (int i = 0; !bySound && i < read.frames()[row]; i++) {
                number.put(row);
            }
            Framing framing = new Framing(settings, read.sounds().get(row), heard, row * settings.context());
            framing.frames(to, read.frames()[row]);
            framing.heard(heardNow.data().asFloatBuffer(), row * settings.context());
        }
        Tensors made = Tensors.of(
                List.of(settings.into(), bySound ? settings.counts() : settings.owners()), List.of(frames, numbers));
        return settings.heardInto().isEmpty()
                ? made
                : made.with(settings.heardInto().get(), heardNow);
    }

    private Read read(Tensor column) {
        List<Sound> sounds = new ArrayList<>();
        List<byte[]> elements = column.bytesElements();
        int[] frames = new int[elements.size()];
        int total = 0;
        int most = 0;
        for (int row = 0; row < frames.length; row++) {
            try {
                Sound sound = settings.read(elements.get(row));
                frames[row] = settings.frames(sound.samples());
                sounds.add(sound);
            } catch (Unreadable e) {
                throw invalid(row, e.sentence());
            }
            total += frames[row];
            most = Math.max(most, frames[row]);
            if (total > settings.framesMax()) {
                throw invalid(
                        row,
                        "brings the request to " + total + " frames, at most " + settings.framesMax()
                                + "; send fewer or shorter sounds");
            }
        }
        return new Read(sounds, frames, total, most);
    }

    /** Long sounds beside short ones are padded, and the sum may be large. */
    private Tensor allocate(Shape shape) {
        long bytes = shape.elements() * Float.BYTES;
        if (bytes > BYTES_MAX) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "'" + settings.column() + "': frames of shape " + shape + " take " + bytes + " bytes, at most "
                            + BYTES_MAX + "; send fewer or shorter sounds");
        }
        return Tensor.allocate(DataType.FP32, shape);
    }

    private InferenceException invalid(int row, String what) {
        return new InferenceException(ErrorCode.INVALID_INPUT, "'" + settings.column() + "': row " + row + " " + what);
    }
}

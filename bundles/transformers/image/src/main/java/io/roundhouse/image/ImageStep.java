package io.roundhouse.image;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Caching;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Encoded pictures become one tensor: decoded, upright, cut, resized, normalised. */
final class ImageStep implements Transformer {
    /** Scale and origin across and down, width and height of the upright picture. */
    private static final int GEOMETRY = 6;

    private final ImageSettings settings;
    private final JpegReaders jpegs;
    private final Memory memory;

    ImageStep(ImageSettings settings, JpegReaders jpegs, Memory memory) {
        this.settings = settings;
        this.jpegs = jpegs;
        this.memory = memory;
    }

    @Override
    public List<TensorSpec> reads() {
        List<TensorSpec> reads = new ArrayList<>();
        reads.add(new TensorSpec(settings.pictures().column(), DataType.BYTES, Shape.of(Shape.ANY)));
        settings.boxes().ifPresent(name -> reads.add(new TensorSpec(name, DataType.FP32, Shape.of(Shape.ANY, 4))));
        return reads;
    }

    @Override
    public List<TensorSpec> writes() {
        boolean fixed = settings.fit().fit() != FitSettings.Fit.KEEP;
        Shape shape = settings.values()
                .shape(
                        Shape.ANY,
                        fixed ? settings.fit().height() : Shape.ANY,
                        fixed ? settings.fit().width() : Shape.ANY);
        List<TensorSpec> writes = new ArrayList<>();
        writes.add(new TensorSpec(settings.into(), settings.values().type(), shape));
        settings.geometry()
                .ifPresent(name -> writes.add(new TensorSpec(name, DataType.FP32, Shape.of(Shape.ANY, GEOMETRY))));
        return writes;
    }

    /** With {@code keep}, rows are padded to the largest beside them. */
    @Override
    public Caching caching() {
        return settings.fit().fit() == FitSettings.Fit.KEEP ? Caching.REQUEST : Caching.ROWS;
    }

    @Override
    public Tensors apply(Tensors columns) {
        return apply(columns, StepContext.none());
    }

    @Override
    public Tensors apply(Tensors columns, StepContext context) {
        Pictures pictures = Pictures.read(
                settings.pictures(), columns.get(settings.pictures().column()), context, jpegs, memory);
        List<Placement> placements = place(pictures, columns);
        int height = settings.fit().height();
        int width = settings.fit().width();
        for (Placement placement : placements) {
            height = Math.max(height, placement.canvasHeight());
            width = Math.max(width, placement.canvasWidth());
        }
        requireSmall(settings.values(), settings.pictures(), pictures.rows(), height, width);
        Canvas canvas = new Canvas(settings.values(), pictures.rows(), height, width);
        for (int row = 0; row < pictures.rows(); row++) {
            paint(canvas, pictures, row, placements.get(row).on(width, height));
        }
        Tensors made = Tensors.of(settings.into(), canvas.tensor());
        return settings.geometry().isEmpty()
                ? made
                : made.with(settings.geometry().get(), geometry(pictures, placements));
    }

    /** Before anything is allocated or decoded. */
    static void requireSmall(ValueSettings values, PictureSettings limits, long rows, long height, long width) {
        long bytes = rows * height * width * values.channels() * values.type().byteSize();
        if (bytes > limits.bytesMax()) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "'" + limits.column() + "': " + rows + " rows of " + height + " x " + width + " pixels take "
                            + bytes + " bytes, at most " + limits.bytesMax() + "; send fewer rows");
        }
    }

    private List<Placement> place(Pictures pictures, Tensors columns) {
        FloatBuffer boxes = settings.boxes().isEmpty()
                ? FloatBuffer.allocate(0)
                : columns.get(settings.boxes().get()).data().asFloatBuffer();
        List<Placement> placements = new ArrayList<>(pictures.rows());
        for (int row = 0; row < pictures.rows(); row++) {
            int width = pictures.width(row);
            int height = pictures.height(row);
            Placement.Box box =
                    settings.boxes().isEmpty() ? fraction(width, height) : given(pictures, boxes, row, width, height);
            Placement placement = settings.fit().place(box);
            if (settings.resampler().linesBytes(height, 1, placement)
                    > settings.pictures().pixelsMax()) {
                throw pictures.invalid(
                        row,
                        "is " + width + " x " + height + " pixels, too long and narrow to be resized to "
                                + placement.width() + " x " + placement.height());
            }
            placements.add(placement);
        }
        return placements;
    }

    private Placement.Box fraction(int width, int height) {
        List<Double> box = settings.box();
        return new Placement.Box(box.get(0) * width, box.get(1) * height, box.get(2) * width, box.get(3) * height);
    }

    /** The part of it that lies in the picture. */
    private Placement.Box given(Pictures pictures, FloatBuffer boxes, int row, int width, int height) {
        double left = Math.max(0, boxes.get(row * 4));
        double top = Math.max(0, boxes.get(row * 4 + 1));
        double right = Math.min(width, boxes.get(row * 4 + 2));
        double bottom = Math.min(height, boxes.get(row * 4 + 3));
        if (!(right - left >= 1e-3 && bottom - top >= 1e-3)) { // NaN too
            throw pictures.invalid(
                    row,
                    "is to be cut at [" + boxes.get(row * 4) + ", " + boxes.get(row * 4 + 1) + ", "
                            + boxes.get(row * 4 + 2) + ", " + boxes.get(row * 4 + 3) + "] of '"
                            + settings.boxes().orElseThrow() + "', which holds nothing of its " + width + " x "
                            + height + " pixels; left, top, right and bottom are expected");
        }
        return new Placement.Box(left, top, right, bottom);
    }

    private void paint(Canvas canvas, Pictures pictures, int row, Placement placement) {
        long lines = settings.resampler().linesBytes(pictures.height(row), 3, placement);
        boolean grey = settings.values().colour() == ValueSettings.Colour.GREY;
        pictures.use(row, lines, picture -> {
            Picture source = grey ? picture.grey() : picture;
            canvas.paint(
                    row, settings.resampler().apply(source, placement), source.bands(), placement, settings.fill());
            return true;
        });
    }

    private static Tensor geometry(Pictures pictures, List<Placement> placements) {
        Tensor tensor = Tensor.allocate(DataType.FP32, Shape.of(placements.size(), GEOMETRY));
        FloatBuffer data = tensor.data().asFloatBuffer();
        for (int row = 0; row < placements.size(); row++) {
            Placement placement = placements.get(row);
            data.put((float) placement.scaleX()).put((float) placement.scaleY());
            data.put((float) placement.originX()).put((float) placement.originY());
            data.put(pictures.width(row)).put(pictures.height(row));
        }
        return tensor;
    }
}

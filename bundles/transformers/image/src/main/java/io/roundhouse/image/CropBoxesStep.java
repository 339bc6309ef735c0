package io.roundhouse.image;

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

/** Every box of every picture becomes a row: straightened, of one height, padded on the right to the widest. */
final class CropBoxesStep implements Transformer {
    private final CropSettings settings;
    private final JpegReaders jpegs;
    private final Memory memory;

    CropBoxesStep(CropSettings settings, JpegReaders jpegs, Memory memory) {
        this.settings = settings;
        this.jpegs = jpegs;
        this.memory = memory;
    }

    @Override
    public boolean keepsRows() {
        return false;
    }

    @Override
    public List<TensorSpec> reads() {
        Shape oneByOne = Shape.of(Shape.ANY, 4, 2);
        Shape byPicture = Shape.of(Shape.ANY, Shape.ANY, 4, 2);
        List<TensorSpec> reads = new ArrayList<>();
        reads.add(new TensorSpec(settings.pictures().column(), DataType.BYTES, Shape.of(Shape.ANY)));
        reads.add(new TensorSpec(
                settings.boxes(), DataType.FP32, settings.counts().isPresent() ? byPicture : oneByOne));
        settings.counts().or(settings::of).ifPresent(name -> reads.add(longs(name)));
        return reads;
    }

    @Override
    public List<TensorSpec> writes() {
        Shape shape = settings.values().shape(Shape.ANY, settings.height(), Shape.ANY);
        return List.of(
                new TensorSpec(settings.into(), settings.values().type(), shape),
                longs(settings.owners()),
                longs(settings.widths()));
    }

    private static TensorSpec longs(String name) {
        return new TensorSpec(name, DataType.INT64, Shape.of(Shape.ANY));
    }

    @Override
    public Tensors apply(Tensors columns) {
        return apply(columns, StepContext.none());
    }

    @Override
    public Tensors apply(Tensors columns, StepContext context) {
        Pictures pictures = Pictures.read(
                settings.pictures(), columns.get(settings.pictures().column()), context, jpegs, memory);
        Quads quads = Quads.read(settings, pictures, columns);
        int width = settings.widthMin();
        for (int i = 0; i < quads.size(); i++) {
            width = Math.max(width, settings.width(quads.quad(i)));
        }
        ImageStep.requireSmall(settings.values(), settings.pictures(), quads.size(), settings.height(), width);
        Canvas canvas = new Canvas(settings.values(), quads.size(), settings.height(), width);
        for (int row = 0; row < pictures.rows(); row++) {
            cut(pictures, row, quads, canvas);
        }
        return written(quads, canvas);
    }

    private void cut(Pictures pictures, int row, Quads quads, Canvas canvas) {
        long most = quads.pixelsMax(row);
        if (most == 0) {
            return; // nothing was found in it; it is not even decoded
        }
        boolean grey = settings.values().colour() == ValueSettings.Colour.GREY;
        pictures.use(
                row,
                most * 6,
                picture -> { // the crop, and what lies between the two directions of its resizing
                    Picture source = grey ? picture.grey() : picture;
                    for (int i = 0; i < quads.size(); i++) {
                        if (quads.owner(i) == row) {
                            paint(source, quads.quad(i), canvas, i);
                        }
                    }
                    return true;
                });
    }

    private void paint(Picture source, Quad quad, Canvas canvas, int crop) {
        Picture cut = quad.cut(source, settings.turnRatio());
        int width = settings.width(quad);
        Placement placement =
                Placement.whole(new Placement.Box(0, 0, cut.width(), cut.height()), width, settings.height());
        canvas.paint(crop, settings.resampler().apply(cut, placement), cut.bands(), placement, 0);
        canvas.blank(crop, width);
    }

    private Tensors written(Quads quads, Canvas canvas) {
        Tensor owners = Tensor.allocate(DataType.INT64, Shape.of(quads.size()));
        Tensor widths = Tensor.allocate(DataType.INT64, Shape.of(quads.size()));
        LongBuffer owner = owners.data().asLongBuffer();
        LongBuffer width = widths.data().asLongBuffer();
        for (int i = 0; i < quads.size(); i++) {
            owner.put(quads.owner(i));
            width.put(settings.width(quads.quad(i)));
        }
        return Tensors.of(
                List.of(settings.into(), settings.owners(), settings.widths()),
                List.of(canvas.tensor(), owners, widths));
    }
}

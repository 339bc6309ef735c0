package io.roundhouse.image;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.spi.transformer.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The pictures of one request: all headers are read and summed up before the first is decoded. One thread. */
final class Pictures {
    private final PictureSettings settings;
    private final List<Encoded> encoded;
    private final StepContext context;
    private final Memory memory;

    private Pictures(PictureSettings settings, List<Encoded> encoded, StepContext context, Memory memory) {
        this.settings = settings;
        this.encoded = encoded;
        this.context = context;
        this.memory = memory;
    }

    static Pictures read(
            PictureSettings settings, Tensor column, StepContext context, JpegReaders jpegs, Memory memory) {
        List<byte[]> elements = column.bytesElements();
        List<Encoded> encoded = new ArrayList<>(elements.size());
        long pixels = 0;
        for (int row = 0; row < elements.size(); row++) {
            try {
                Encoded one = Encoded.read(elements.get(row), jpegs);
                requireFewPixels(settings, one.header());
                pixels += one.header().pixels();
                encoded.add(one);
            } catch (Unreadable e) {
                throw invalid(settings, row, e.sentence());
            }
            if (pixels > settings.batchPixelsMax()) {
                throw invalid(
                        settings,
                        row,
                        "brings the request to " + pixels + " pixels, at most " + settings.batchPixelsMax()
                                + "; send fewer or smaller pictures");
            }
        }
        return new Pictures(settings, encoded, context, memory);
    }

    private static void requireFewPixels(PictureSettings settings, Header header) throws Unreadable {
        if (header.pixels() > settings.pixelsMax()) {
            throw new Unreadable("is " + header.width() + " x " + header.height() + " = " + header.pixels()
                    + " pixels, at most " + settings.pixelsMax());
        }
    }

    int rows() {
        return encoded.size();
    }

    int width(int row) {
        return encoded.get(row).header().width(settings.upright());
    }

    int height(int row) {
        return encoded.get(row).header().height(settings.upright());
    }

    /**
     * Decodes a picture and lets it be used while there is room for it.
     *
     * @param moreBytes that the use takes
     */
    <T> T use(int row, long moreBytes, Function<Picture, T> use) {
        if (context.deadline().isPast(System.nanoTime())) {
            throw new InferenceException(
                    ErrorCode.DEADLINE_EXCEEDED,
                    "the deadline passed after " + row + " of " + rows() + " pictures were decoded");
        }
        Header header = encoded.get(row).header();
        boolean turn = settings.upright() && header.orientation() != 1;
        int taken =
                memory.enter(header.decodeBytes() + (turn ? 3 * header.pixels() : 0) + moreBytes, context.deadline());
        try {
            Picture picture = encoded.get(row).decode();
            return use.apply(turn ? picture.upright(header.orientation()) : picture);
        } catch (Unreadable e) {
            throw invalid(row, e.sentence());
        } finally {
            memory.leave(taken);
        }
    }

    InferenceException invalid(int row, String what) {
        return invalid(settings, row, what);
    }

    private static InferenceException invalid(PictureSettings settings, int row, String what) {
        return new InferenceException(ErrorCode.INVALID_INPUT, "'" + settings.column() + "': row " + row + " " + what);
    }
}

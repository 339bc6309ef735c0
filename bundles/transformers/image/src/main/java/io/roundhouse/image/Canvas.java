package io.roundhouse.image;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A tensor of pictures being painted, row by row. One thread. */
final class Canvas {
    private final ValueSettings values;
    private final Tensor tensor;
    private final ByteBuffer data;
    private final int width;
    private final int height;
    private final byte[] line; // interleaved, in the order written
    private final float[] numbers;

    Canvas(ValueSettings values, int rows, int height, int width) {
        this.values = values;
        this.width = width;
        this.height = height;
        tensor = Tensor.allocate(values.type(), values.shape(rows, height, width));
        data = tensor.data();
        line = new byte[width * values.channels()];
        numbers = new float[values.layout() == ValueSettings.Layout.NCHW ? width : line.length];
    }

    Tensor tensor() {
        return tensor;
    }

    /**
     * Paints a picture's window and fills what it leaves free.
     *
     * @param bands of the pixels: 1 or 3
     */
    void paint(int row, byte[] pixels, int bands, Placement placement, int fill) {
        int channels = values.channels();
        for (int y = 0; y < height; y++) {
            Arrays.fill(line, (byte) fill);
            int from = y - placement.atY();
            if (from >= 0 && from < placement.windowHeight()) {
                take(pixels, from * placement.windowWidth() * bands, bands, placement);
            }
            for (int channel = 0; channel < channels; channel++) {
                if (values.layout() == ValueSettings.Layout.NCHW) {
                    putPlane(((row * channels + channel) * height + y) * width, channel);
                }
            }
            if (values.layout() == ValueSettings.Layout.NHWC) {
                putPixels((row * height + y) * line.length);
            }
        }
    }

    /** Zeros from that column on: the middle of normalised values, as models that were trained with padding know it. */
    void blank(int row, int fromX) {
        boolean planes = values.layout() == ValueSettings.Layout.NCHW;
        int lines = planes ? values.channels() * height : height;
        int lineBytes = (planes ? width : line.length) * values.type().byteSize();
        int from = fromX * lineBytes / width;
        byte[] zeros = new byte[lineBytes - from];
        for (int i = 0; i < lines; i++) {
            data.put((row * lines + i) * lineBytes + from, zeros);
        }
    }

    /** One line of the pixels in the channels' order. */
    private void take(byte[] pixels, int from, int bands, Placement placement) {
        int channels = values.channels();
        int at = placement.atX() * channels;
        int first = values.colour() == ValueSettings.Colour.BGR ? bands - 1 : 0;
        int step = bands == 1 ? 0 : values.colour() == ValueSettings.Colour.BGR ? -1 : 1;
        for (int x = 0; x < placement.windowWidth(); x++, from += bands) {
            for (int channel = 0; channel < channels; channel++) {
                line[at++] = pixels[from + first + channel * step];
            }
        }
    }

    private void putPlane(int element, int channel) {
        int channels = values.channels();
        if (values.type() == DataType.UINT8) {
            for (int x = 0; x < width; x++) {
                data.put(element + x, line[x * channels + channel]);
            }
            return;
        }
        float[] table = values.table()[channel];
        for (int x = 0; x < width; x++) {
            numbers[x] = table[line[x * channels + channel] & 0xFF];
        }
        data.asFloatBuffer().put(element, numbers);
    }

    private void putPixels(int element) {
        if (values.type() == DataType.UINT8) {
            data.put(element, line);
            return;
        }
        int channels = values.channels();
        for (int i = 0; i < line.length; i++) {
            numbers[i] = values.table()[i % channels][line[i] & 0xFF];
        }
        data.asFloatBuffer().put(element, numbers);
    }
}

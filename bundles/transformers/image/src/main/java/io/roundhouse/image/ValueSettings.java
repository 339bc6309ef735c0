package io.roundhouse.image;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * What a pixel becomes in the tensor: {@code (value * scale - mean) / deviation}, computed in double for each of the 256
 * values once and rounded to FP32.
 *
 * @param type {@link DataType#FP32}, or {@link DataType#UINT8}: the bytes as they are
 * @param table for each channel, in the order written, its 256 numbers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ValueSettings(Colour colour, Layout layout, DataType type, float[][] table) {
    /** Channels, in the order written. */
    enum Colour {
        RGB,
        BGR,
        GREY
    }

    /** Order of a row's dimensions. */
    enum Layout {
        NCHW,
        NHWC
    }

    /** Type of the elements. */
    enum Type {
        FP32,
        UINT8
    }

    static final String[] KEYS = {"colour", "layout", "type", "scale", "mean", "deviation"};

    static ValueSettings read(Settings settings) {
        Colour colour = settings.choice("colour", Colour.RGB);
        Type type = settings.choice("type", Type.FP32);
        for (String key : List.of("scale", "mean", "deviation")) {
            if (type == Type.UINT8 && settings.has(key)) {
                throw settings.invalid(
                        key, "means nothing with 'type: uint8', which leaves the bytes as they are", null);
            }
        }
        int channels = colour == Colour.GREY ? 1 : 3;
        double scale = scale(settings);
        double[] mean = numbers(settings, "mean", channels, 0);
        double[] deviation = numbers(settings, "deviation", channels, 1);
        float[][] table = new float[channels][256];
        for (int channel = 0; channel < channels; channel++) {
            if (deviation[channel] == 0) {
                throw settings.invalid("deviation", "must not be 0, it is divided by", null);
            }
            for (int value = 0; value < 256; value++) {
                table[channel][value] = (float) ((value * scale - mean[channel]) / deviation[channel]);
            }
        }
        return new ValueSettings(
                colour,
                settings.choice("layout", Layout.NCHW),
                type == Type.FP32 ? DataType.FP32 : DataType.UINT8,
                table);
    }

    /** A number, or a fraction as people write it: {@code 1/255}. */
    private static double scale(Settings settings) {
        String text = settings.text("scale", "1/255");
        int slash = text.indexOf('/');
        double scale = number(settings, "scale", slash < 0 ? text : text.substring(0, slash));
        double by = slash < 0 ? 1 : number(settings, "scale", text.substring(slash + 1));
        if (scale == 0 || by == 0) {
            throw settings.invalid(
                    "scale", "must be a number or a fraction like 1/255 and not 0, was '" + text + "'", null);
        }
        return scale / by;
    }

    private static double[] numbers(Settings settings, String key, int channels, double otherwise) {
        double[] numbers = new double[channels];
        Arrays.fill(numbers, otherwise);
        if (!settings.has(key)) {
            return numbers;
        }
        List<String> texts = settings.texts(key);
        if (texts.size() != channels && texts.size() != 1) {
            throw settings.invalid(key, "must have " + channels + " numbers or one for all, has " + texts.size(), null);
        }
        for (int i = 0; i < channels; i++) {
            numbers[i] = number(settings, key, texts.get(texts.size() == 1 ? 0 : i));
        }
        return numbers;
    }

    private static double number(Settings settings, String key, String text) {
        try {
            double number = Double.parseDouble(text.strip());
            if (Math.abs(number) <= 1e9) { // neither infinite nor NaN
                return number;
            }
        } catch (NumberFormatException e) {
            throw settings.invalid(key, "must hold numbers, '" + text + "' is none", e);
        }
        throw settings.invalid(key, "must hold numbers between -1e9 and 1e9, was " + text, null);
    }

    int channels() {
        return table.length;
    }

    Shape shape(long rows, long height, long width) {
        return layout == Layout.NCHW
                ? Shape.of(rows, channels(), height, width)
                : Shape.of(rows, height, width, channels());
    }
}

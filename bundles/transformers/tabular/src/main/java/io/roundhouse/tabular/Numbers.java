package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Numbers between settings, tensors and arrays; every way there and back gives the same bits. */
final class Numbers {
    private Numbers() {}

    /** The number under a key that must be there. */
    static double finite(Settings settings, String key) {
        return parse(settings, key, settings.text(key));
    }

    /** The numbers in a list, each greater than the one before. */
    static double[] ascending(Settings settings, String key) {
        List<String> texts = settings.texts(key);
        double[] numbers = new double[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = parse(settings, key, texts.get(i));
            if (i > 0 && !(numbers[i - 1] < numbers[i])) {
                throw settings.invalid(key, "must ascend, but " + texts.get(i) + " follows " + texts.get(i - 1), null);
            }
        }
        return numbers;
    }

    private static double parse(Settings settings, String key, String text) {
        String allowed = "must be a finite number, was '" + text + "'";
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw settings.invalid(key, allowed, e);
        }
        throw settings.invalid(key, allowed, null);
    }

    /** As it is written into settings: {@link #finite} reads the same bits. */
    static String text(double number) {
        return Double.toString(number);
    }

    static List<String> texts(double[] numbers) {
        List<String> texts = new ArrayList<>();
        for (double number : numbers) {
            texts.add(text(number));
        }
        return texts;
    }

    /** A column of numbers. */
    static Tensor column(double[] values) {
        Tensor tensor = Tensor.allocate(DataType.FP64, Shape.of(values.length));
        tensor.data().asDoubleBuffer().put(values);
        return tensor;
    }
}

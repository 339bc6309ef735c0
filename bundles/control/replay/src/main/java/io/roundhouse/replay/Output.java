package io.roundhouse.replay;

import java.util.List;

/** One output of an answer in JSON. Nobody changes what it holds. */
final class Output {
    private final String name;
    private final String type;
    private final long[] shape;
    private final double[] numbers;
    private final List<String> words;

    /**
     * An output of these elements.
     *
     * @param numbers where they are of floating point, NaN for {@code null}; else none
     * @param words as they are written where they are not; else none
     */
    Output(String name, String type, long[] shape, double[] numbers, List<String> words) {
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.numbers = numbers;
        this.words = words;
    }

    String name() {
        return name;
    }

    String type() {
        return type;
    }

    long[] shape() {
        return shape;
    }

    double[] numbers() {
        return numbers;
    }

    List<String> words() {
        return words;
    }

    boolean isFloating() {
        return type.startsWith("FP");
    }

    /** The elements of a row of scores; 1 where there is no such row. */
    int width() {
        return shape.length < 2 ? 1 : (int) shape[shape.length - 1];
    }

    int size() {
        return isFloating() ? numbers.length : words.size();
    }
}

package io.roundhouse.quality;

import io.roundhouse.quality.QualitySettings.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Labelled rows that the model was not trained on: what it predicted, and what came. Its arrays are only read. */
final class Reference {
    private static final String LABEL = "label";
    private static final int ROWS_MIN = 50;

    private final int columns;
    private final double[] predictions;
    private final double[] labels;

    /**
     * @param columns classes of a row of {@code predictions}; 1 for numbers and labels
     * @param predictions row after row: probabilities of each class, the number, or the class's index
     * @param labels the index of the class that came, or the number
     */
    Reference(int columns, double[] predictions, double[] labels) {
        this.columns = columns;
        this.predictions = predictions;
        this.labels = labels;
    }

    int columns() {
        return columns;
    }

    double[] predictions() {
        return predictions;
    }

    double[] labels() {
        return labels;
    }

    int rows() {
        return labels.length;
    }

    double[] row(int row) {
        return Arrays.copyOfRange(predictions, row * columns, (row + 1) * columns);
    }

    /**
     * Reads lines of a file: names of columns first, commas between. The column {@code label} is what came. What the model
     * gave is, of one column or a label or a number, the column named as the output, or {@code prediction}; of several
     * columns, those named as the classes. Others are passed over.
     *
     * @throws IllegalArgumentException with what is wrong, and the line
     */
    static Reference read(List<String> lines, Output output, QualitySettings settings) {
        if (lines.size() < ROWS_MIN + 1) {
            throw new IllegalArgumentException(
                    "has " + Math.max(0, lines.size() - 1) + " rows below its header, " + ROWS_MIN + " are the least");
        }
        List<String> header = cells(lines.get(0));
        int label = header.indexOf(LABEL);
        if (label < 0) {
            throw new IllegalArgumentException("has no column 'label' with what came, it has " + header);
        }
        int own = Math.max(
                output.name().equals(LABEL) ? -1 : header.indexOf(output.name()), header.indexOf("prediction"));
        int[] places = own >= 0 ? new int[] {own} : classColumns(header, output, settings);
        int columns = output.kind() == Kind.PROBABILITIES ? Math.max(2, places.length) : 1;
        double[] predictions = new double[columns * (lines.size() - 1)];
        double[] labels = new double[lines.size() - 1];
        for (int row = 0; row < labels.length; row++) {
            List<String> cells = cells(lines.get(row + 1));
            if (cells.size() != header.size()) {
                throw wrong(row, "has " + cells.size() + " values, the first line names " + header.size());
            }
            labels[row] = label(cells.get(label), row, output, settings, columns);
            if (output.kind() == Kind.LABELS) {
                predictions[row] = label(cells.get(places[0]), row, output, settings, columns);
            } else if (output.kind() == Kind.NUMBERS) {
                predictions[row] = number(cells.get(places[0]), row);
            } else {
                probabilities(cells, places, row, predictions, columns, settings.positive(columns));
            }
        }
        return new Reference(columns, predictions, labels);
    }

    private static int[] classColumns(List<String> header, Output output, QualitySettings settings) {
        List<String> words = settings.classes();
        if (words.isEmpty()) {
            words = IntStream.range(0, QualitySettings.CLASSES_MAX)
                    .mapToObj(Integer::toString)
                    .takeWhile(header::contains)
                    .toList();
        }
        if (output.kind() != Kind.PROBABILITIES || words.size() < 2 || !header.containsAll(words)) {
            throw new IllegalArgumentException("has no column '" + output.name() + "' or 'prediction'"
                    + (output.kind() == Kind.PROBABILITIES
                            ? ", and not one for each class" + (words.isEmpty() ? "" : " of " + words)
                            : "")
                    + ", it has " + header);
        }
        return words.stream().mapToInt(header::indexOf).toArray();
    }

    private static void probabilities(
            List<String> cells, int[] places, int row, double[] into, int columns, int positive) {
        double sum = 0;
        for (int i = 0; i < places.length; i++) {
            double value = number(cells.get(places[i]), row);
            if (!(value >= 0 && value <= 1)) {
                throw wrong(row, "has " + value + ", which is no probability");
            }
            into[row * columns + i] = value;
            sum += value;
        }
        if (places.length == 1) {
            into[row * columns + positive] = sum;
            into[row * columns + 1 - positive] = 1 - sum;
        } else if (!(Math.abs(sum - 1) <= 0.01)) {
            throw wrong(row, "has probabilities that are " + sum + " together");
        }
    }

    private static double label(String word, int row, Output output, QualitySettings settings, int columns) {
        if (output.kind() == Kind.NUMBERS) {
            return number(word, row);
        }
        int index = Words.index(word, settings.classes());
        if (index < 0 || (output.kind() == Kind.PROBABILITIES && index >= columns)) {
            throw wrong(
                    row,
                    "has the label '" + word + "', known are "
                            + (settings.classes().isEmpty() ? "numbers from 0" : settings.classes()));
        }
        return index;
    }

    private static double number(String text, int row) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(row, "has '" + text + "' where a number belongs", e);
        }
        throw wrong(row, "has '" + text + "' where a number belongs");
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split(",", -1)) {
            String plain = cell.trim();
            boolean isQuoted = plain.length() >= 2 && plain.startsWith("\"") && plain.endsWith("\"");
            cells.add(isQuoted ? plain.substring(1, plain.length() - 1) : plain);
        }
        return cells;
    }

    private static IllegalArgumentException wrong(int row, String what) {
        return new IllegalArgumentException("line " + (row + 2) + " " + what);
    }

    private static IllegalArgumentException wrong(int row, String what, Throwable cause) {
        return new IllegalArgumentException("line " + (row + 2) + " " + what, cause);
    }
}

package io.roundhouse.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Columns that are handed on, as numbers or as texts: as they ask to be, or as their first rows look. */
final class Keep {
    private static final Shape COLUMN = Shape.of(Shape.ANY);
    private static final String TEXT = ":text";
    private static final String NUMBER = ":number";

    /** A number that is written again as it was: no zeros in front, as postcodes have, and not more digits than a double. */
    private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d{1,15})?([eE][-+]?\\d{1,3})?");

    private Keep() {}

    static List<TensorSpec> specs(Path file, List<String> words, List<String> columns, List<TensorSpec> read)
            throws IOException {
        List<TensorSpec> specs = new ArrayList<>();
        for (String word : words) {
            String name = name(word);
            if (!columns.contains(name)) {
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        file.getFileName() + " has no column '" + name + "' to keep"
                                + Nearest.suggestion(name, columns));
            }
            Optional<TensorSpec> same =
                    read.stream().filter(spec -> spec.name().equals(name)).findFirst();
            if (same.isPresent()) {
                specs.add(same.get()); // a column is read once, as the steps need it
            } else if (word.equals(name)) {
                specs.add(guess(file, name));
            } else {
                specs.add(new TensorSpec(name, word.endsWith(TEXT) ? DataType.BYTES : DataType.FP64, COLUMN));
            }
        }
        return specs;
    }

    static String name(String word) {
        for (String end : List.of(TEXT, NUMBER)) {
            if (word.length() > end.length() && word.endsWith(end)) {
                return word.substring(0, word.length() - end.length());
            }
        }
        return word;
    }

    private static TensorSpec guess(Path file, String name) throws IOException {
        TensorSpec text = new TensorSpec(name, DataType.BYTES, COLUMN);
        try (RowsReader reader = Format.read(file, List.of(text))) {
            Tensors first = reader.next();
            boolean some = false;
            for (byte[] cell :
                    first.isEmpty() ? List.<byte[]>of() : first.get(name).bytesElements()) {
                if (cell.length > 0 && !PLAIN.matcher(new String(cell, UTF_8)).matches()) {
                    return text;
                }
                some |= cell.length > 0;
            }
            return some ? new TensorSpec(name, DataType.FP64, COLUMN) : text;
        }
    }
}

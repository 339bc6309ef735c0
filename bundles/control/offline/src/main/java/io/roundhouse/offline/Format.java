package io.roundhouse.offline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.TensorSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How a file holds rows, told by the end of its name. */
enum Format {
    CSV,
    JSON_LINES,
    PARQUET;

    static Format of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return JSON_LINES;
        }
        if (name.endsWith(".parquet")) {
            return PARQUET;
        }
        throw new InferenceException(
                ErrorCode.INVALID_INPUT,
                "'" + name + "' must end in .csv, .jsonl, .ndjson or .parquet, which says what it holds");
    }

    /** The names of all columns of a file that is there; of JSON lines those of the first batch. */
    static List<String> columns(Path file) throws IOException {
        return switch (of(readable(file))) {
            case CSV -> CsvRows.columns(file);
            case JSON_LINES -> JsonRows.columns(file);
            case PARQUET -> ParquetRows.columns(file);
        };
    }

    /** Begins to read these columns, each of which {@link #columns} names. */
    static RowsReader read(Path file, List<TensorSpec> columns) throws IOException {
        return switch (of(readable(file))) {
            case CSV -> new CsvRows(file, columns);
            case JSON_LINES -> new JsonRows(file, columns);
            case PARQUET -> new ParquetRows(file, columns);
        };
    }

    /** Whether the file itself says where its columns come from; else a file beside it does. */
    boolean holdsLineage() {
        return this == PARQUET;
    }

    RowsWriter writer(OutputStream out) throws IOException {
        return switch (this) {
            case CSV -> new CsvSink(out);
            case JSON_LINES -> new JsonSink(out);
            case PARQUET -> new ParquetSink(out);
        };
    }

    private static Path readable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "'" + file + "' " + (Files.exists(file) ? "is not a file that can be read" : "is not there"));
        }
        return file;
    }
}

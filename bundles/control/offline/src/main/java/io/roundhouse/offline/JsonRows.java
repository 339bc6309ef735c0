package io.roundhouse.offline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON lines: an object a line. A column that a line lacks, or has as {@code null}, is missing there; one that no line of
 * the file has is an error, as a misspelt name else would be a column of nothing.
 */
final class JsonRows implements RowsReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(16 << 20)
                    .build())
            .build();

    private final Path file;
    private final Bytes bytes;
    private final Batch batch;
    private final JsonParser parser;

    /** For each column the row that had it last, counted from 1. */
    private final long[] seen;

    private long row;

    JsonRows(Path file, List<TensorSpec> columns) throws IOException {
        this.file = file;
        this.batch = new Batch(columns);
        this.seen = new long[columns.size()];
        this.bytes = new Bytes(file);
        this.parser = JSON.createParser(bytes);
    }

    /** All names that the objects of the first batch have. */
    static List<String> columns(Path file) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        try (JsonRows rows = new JsonRows(file, List.of())) {
            for (int i = 0; i < BATCH && rows.begins(); i++) {
                while (rows.token() == JsonToken.FIELD_NAME) {
                    names.add(rows.parser.currentName());
                    rows.token();
                    rows.parser.skipChildren();
                }
            }
        }
        return List.copyOf(names);
    }

    @Override
    public Tensors next() throws IOException {
        while (!batch.isFull() && begins()) {
            row++;
            while (token() == JsonToken.FIELD_NAME) {
                int place = batch.place(parser.currentName());
                token();
                if (place < 0) {
                    parser.skipChildren();
                } else {
                    put(place);
                }
            }
            fill();
            batch.rowEnds();
        }
        if (batch.rows() == 0) {
            checkSeen();
        }
        return batch.take();
    }

    /** Whether there is another object, and steps into it. */
    private boolean begins() throws IOException {
        JsonToken token = token();
        if (token == null) {
            return false;
        }
        if (token != JsonToken.START_OBJECT) {
            throw Mistakes.at(file, line(), "expected is an object a line, like {\"age\": 41}");
        }
        return true;
    }

    private void put(int place) throws IOException {
        Cells cells = batch.column(place);
        String name = cells.spec.name();
        if (seen[place] == row) {
            throw Mistakes.at(file, line(), "column '" + name + "' is there twice");
        }
        seen[place] = row;
        boolean fits =
                switch (parser.currentToken()) {
                    case VALUE_NULL -> cells.missing();
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                        cells instanceof TextCells ? text(cells) : cells.number(parser.getDoubleValue());
                    case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> text(cells);
                    default ->
                        throw Mistakes.at(
                                file, line(), "column '" + name + "' holds a list or an object; " + cells.expected());
                };
        if (!fits) {
            throw Mistakes.cell(file, line(), name, parser.getText(), cells.expected());
        }
    }

    private boolean text(Cells cells) throws IOException {
        return cells.text(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    private void fill() {
        List<Cells> columns = batch.columns();
        for (int i = 0; i < seen.length; i++) {
            if (seen[i] != row && !columns.get(i).missing()) {
                throw Mistakes.at(
                        file,
                        line(),
                        "column '" + columns.get(i).spec.name() + "' is missing; "
                                + columns.get(i).expected());
            }
        }
    }

    private void checkSeen() {
        int never = Arrays.stream(seen).boxed().toList().indexOf(0L);
        if (row > 0 && never >= 0) {
            throw Mistakes.file(
                    file,
                    "no line has the column '" + batch.columns().get(never).spec.name() + "'");
        }
    }

    private @Nullable JsonToken token() throws IOException {
        try {
            return parser.nextToken();
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? line() : e.getLocation().getLineNr();
            throw Mistakes.at(file, line, "this is no JSON: " + e.getOriginalMessage());
        } catch (CharConversionException e) {
            throw Mistakes.at(file, line(), "it is not UTF-8");
        }
    }

    private long line() {
        return parser.currentTokenLocation().getLineNr();
    }

    @Override
    public double share() {
        return bytes.share();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}

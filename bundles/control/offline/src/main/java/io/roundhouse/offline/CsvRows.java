package io.roundhouse.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CSV as RFC 4180 has it, in UTF-8, the first line naming the columns. Cells go from the parser's buffer into columns. */
final class CsvRows implements RowsReader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final Bytes bytes;
    private final Batch batch;
    private final Handler handler = new Handler();
    private final CsvReader<Handler> reader;
    private final CloseableIterator<Handler> rows;
    private final List<String> header = new ArrayList<>();

    /** The columns by their place in the file; nothing for one that nobody wants. */
    private @Nullable Cells[] places = {};

    CsvRows(Path file, List<TensorSpec> columns) throws IOException {
        this.file = file;
        this.batch = new Batch(columns);
        this.bytes = new Bytes(file);
        this.reader = CsvReader.builder()
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // counted here, for a sentence of ours
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(handler, new InputStreamReader(bytes, UTF_8.newDecoder())); // which reports what is not UTF-8
        this.rows = reader.iterator();
        try {
            readHeader();
        } catch (InferenceException | IOException e) {
            bytes.close();
            throw e;
        }
    }

    static List<String> columns(Path file) throws IOException {
        try (CsvRows rows = new CsvRows(file, List.of())) {
            return List.copyOf(rows.header);
        }
    }

    private void readHeader() throws IOException {
        if (!step()) {
            throw Mistakes.file(file, "it is empty; its first line must name the columns");
        }
        Set<String> seen = new HashSet<>();
        places = new Cells[header.size()];
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (!seen.add(name)) {
                throw Mistakes.at(file, 1, "column '" + name + "' is there twice");
            }
            int place = batch.place(name);
            places[i] = place < 0 ? null : batch.column(place);
        }
    }

    @Override
    public Tensors next() throws IOException {
        while (!batch.isFull() && step()) {
            batch.rowEnds();
        }
        return batch.take();
    }

    /** The next line that is not empty, through the handler. */
    private boolean step() throws IOException {
        try {
            if (!rows.hasNext()) {
                handler.checkEnd();
                return false;
            }
            rows.next();
            return true;
        } catch (UncheckedIOException | CsvParseException e) {
            throw mistake(e);
        }
    }

    private InferenceException mistake(RuntimeException failure) throws IOException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InferenceException sentence) {
                return sentence;
            }
            if (cause instanceof CharacterCodingException) {
                return Mistakes.at(file, handler.line, "here or some lines further on it is not UTF-8");
            }
            if (cause instanceof IOException io) {
                throw io;
            }
        }
        return Mistakes.at(file, handler.line, "this is no CSV: " + failure.getMessage());
    }

    @Override
    public double share() {
        return bytes.share();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** What the parser calls for each cell; itself stands for each row. */
    private final class Handler extends AbstractBaseCsvCallbackHandler<Handler> {
        private long line = 1;
        private int count;
        private boolean endsQuoted;

        /** The parser takes the end of the file for the quote that is missing: a file that was cut off would pass. */
        private void checkEnd() {
            if (endsQuoted && bytes.lastInk() != '"') {
                throw Mistakes.at(file, line, "a quote is opened in this line and never closed");
            }
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            line = startingLineNumber;
            count = 0;
        }

        @Override
        protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
            count++;
            endsQuoted = quoted;
            if (places.length == 0) {
                int skip = index == 0 && length > 0 && text[offset] == BYTE_ORDER_MARK ? 1 : 0;
                header.add(new String(text, offset + skip, length - skip));
            } else if (index < places.length) {
                Cells cells = places[index];
                if (cells != null && !cells.text(text, offset, length)) {
                    throw Mistakes.cell(
                            file, line, cells.spec.name(), new String(text, offset, length), cells.expected());
                }
            }
        }

        @Override
        protected Handler buildRecord() {
            if (places.length > 0 && count != places.length && getRecordType() != RecordType.EMPTY) {
                throw Mistakes.at(file, line, "it has " + count + " cells, the first line names " + places.length);
            }
            return this;
        }
    }
}

package io.roundhouse.offline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * CSV as RFC 4180 has it, in UTF-8, with the line end of this century. A number that is missing is an empty cell. Where the
 * only cell of a line is empty it is quoted, as a line of nothing is no row.
 */
final class CsvSink implements RowsWriter {
    private static final int NUMBER_MAX = 32; // of a double as text: 25
    private static final byte[] QUOTED_NOTHING = {'"', '"'};

    private final OutputStream out;
    private final byte[] number = new byte[NUMBER_MAX];
    private List<Lane> first = List.of();
    private boolean isNarrow;
    private long rows;

    CsvSink(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(Tensors batch) throws IOException {
        List<Lane> lanes = Lane.of(batch);
        if (first.isEmpty()) {
            first = lanes;
            header();
        }
        for (int i = 0; i < lanes.size(); i++) {
            first.get(i).checkSame(lanes.get(i), rows + 1);
        }
        long end = rows + batch.rows();
        while (rows < end) {
            rows++;
            row(lanes);
        }
    }

    private void header() throws IOException {
        List<String> names =
                first.stream().flatMap(lane -> lane.flatNames().stream()).toList();
        isNarrow = names.size() == 1;
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            text(names.get(i).getBytes(UTF_8));
        }
        out.write('\n');
    }

    private void row(List<Lane> lanes) throws IOException {
        boolean begun = false;
        for (Lane lane : lanes) {
            for (int i = 0; i < lane.width; i++) {
                if (begun) {
                    out.write(',');
                }
                begun = true;
                cell(lane);
            }
        }
        out.write('\n');
    }

    private void cell(Lane lane) throws IOException {
        switch (lane.kind) {
            case DOUBLE -> {
                double value = lane.nextDouble();
                if (Double.isNaN(value)) {
                    nothing();
                } else if (Decimals.isWhole(value)) {
                    whole((long) value);
                } else {
                    out.write(Decimals.text(value).getBytes(ISO_8859_1));
                }
            }
            case FLOAT -> {
                float value = lane.nextFloat();
                if (Float.isNaN(value)) {
                    nothing();
                } else if (Decimals.isWhole(value)) {
                    whole((long) value);
                } else {
                    out.write(Decimals.text(value).getBytes(ISO_8859_1));
                }
            }
            case WHOLE -> whole(lane.nextWhole());
            case FLAG -> out.write(lane.nextFlag() ? '1' : '0');
            case TEXT -> text(lane.nextText(rows));
        }
    }

    private void whole(long value) throws IOException {
        out.write(number, 0, NumberOutput.outputLong(value, number, 0));
    }

    private void nothing() throws IOException {
        if (isNarrow) {
            out.write(QUOTED_NOTHING);
        }
    }

    private void text(byte[] text) throws IOException {
        if (text.length == 0) {
            nothing();
        } else if (isPlain(text)) {
            out.write(text);
        } else {
            out.write('"');
            for (byte b : text) {
                if (b == '"') {
                    out.write('"');
                }
                out.write(b);
            }
            out.write('"');
        }
    }

    private static boolean isPlain(byte[] text) {
        for (byte b : text) {
            if (b == ',' || b == '"' || b == '\n' || b == '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void finish(String lineage) {}
}

package io.roundhouse.offline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** JSON lines: an object a line, a list where a row has several values. A number that is missing is {@code null}. */
final class JsonSink implements RowsWriter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private final JsonGenerator json;
    private long rows;

    JsonSink(OutputStream out) throws IOException {
        json = JSON.createGenerator(out);
        json.setRootValueSeparator(null); // the line end is ours
    }

    @Override
    public void write(Tensors batch) throws IOException {
        List<Lane> lanes = Lane.of(batch);
        long end = rows + batch.rows();
        while (rows < end) {
            rows++;
            json.writeStartObject();
            for (Lane lane : lanes) {
                json.writeFieldName(lane.name);
                if (lane.isList) {
                    list(lane);
                } else {
                    value(lane);
                }
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void list(Lane lane) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < lane.width; i++) {
            value(lane);
        }
        json.writeEndArray();
    }

    private void value(Lane lane) throws IOException {
        switch (lane.kind) {
            case DOUBLE -> number(lane.nextDouble());
            case FLOAT -> number(lane.nextFloat());
            case WHOLE -> json.writeNumber(lane.nextWhole());
            case FLAG -> json.writeBoolean(lane.nextFlag());
            case TEXT -> {
                byte[] text = lane.nextText(rows);
                json.writeUTF8String(text, 0, text.length);
            }
        }
    }

    private void number(double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNull();
        } else if (Decimals.isWhole(value)) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value); // JSON has no infinity: "Infinity", which is read again
        }
    }

    private void number(float value) throws IOException {
        if (Float.isNaN(value)) {
            json.writeNull();
        } else if (Decimals.isWhole(value)) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    @Override
    public void finish(String lineage) throws IOException {
        json.flush();
    }
}

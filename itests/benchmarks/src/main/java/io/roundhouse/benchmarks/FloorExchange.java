package io.roundhouse.benchmarks;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The floor's buffers and JSON of one thread: numbers go straight from the parser into the tensor's buffer. */
final class FloorExchange {
    private static final ThreadLocal<FloorExchange> OF_THREAD = ThreadLocal.withInitial(FloorExchange::new);
    private static final boolean FAST_NUMBERS = !Boolean.getBoolean("floor.plainNumbers");
    private static final JsonFactory JSON = JsonFactory.builder()
            .configure(StreamReadFeature.USE_FAST_DOUBLE_PARSER, FAST_NUMBERS)
            .configure(StreamWriteFeature.USE_FAST_DOUBLE_WRITER, FAST_NUMBERS)
            .build();

    private final FloatBuffer row = ByteBuffer.allocateDirect(64 * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    private ByteBuffer body = ByteBuffer.allocate(0);

    private FloorExchange() {}

    static FloorExchange ofThisThread() {
        return OF_THREAD.get();
    }

    void read(InputStream in) throws IOException {
        row.clear();
        try (JsonParser parser = JSON.createParser(in)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("data")) {
                    floats(parser);
                }
            }
        }
        row.flip();
    }

    private void floats(JsonParser parser) throws IOException {
        parser.nextToken();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            row.put(parser.getFloatValue());
        }
    }

    void answer(FloorModel model) throws OrtException, IOException {
        FloatBuffer outputs = model.infer(row);
        ByteArrayBuilder bytes = new ByteArrayBuilder(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("model_name", "mlp");
            json.writeStringField("model_version", "1");
            json.writeArrayFieldStart("outputs");
            json.writeStartObject();
            json.writeStringField("name", "y");
            json.writeStringField("datatype", "FP32");
            json.writeFieldName("shape");
            json.writeArray(new int[] {1, outputs.remaining()}, 0, 2);
            json.writeArrayFieldStart("data");
            while (outputs.hasRemaining()) {
                json.writeNumber(outputs.get());
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
        body = ByteBuffer.wrap(bytes.toByteArray());
    }

    ByteBuffer body() {
        return body.duplicate();
    }
}

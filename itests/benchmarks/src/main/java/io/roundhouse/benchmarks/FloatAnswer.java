package io.roundhouse.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Accepts an Open Inference JSON answer whose first output holds the floats expected, within a tolerance. A body that
 * was accepted is remembered, so that the next equal one costs a comparison of bytes and not a parse.
 */
final class FloatAnswer implements Answer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int KNOWN_MAX = 16;

    private final float[] expected;
    private final float tolerance;
    private final List<ByteBuffer> known = new ArrayList<>();

    FloatAnswer(float[] expected, float tolerance) {
        this.expected = expected.clone();
        this.tolerance = tolerance;
    }

    @Override
    public boolean accepts(ByteBuffer body) {
        for (ByteBuffer seen : known) {
            if (seen.mismatch(body) < 0) {
                return true;
            }
        }
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        boolean right = matches(bytes);
        if (right && known.size() < KNOWN_MAX) {
            known.add(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        }
        return right;
    }

    private boolean matches(byte[] bytes) {
        try (JsonParser parser = JSON.createParser(bytes)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals("data")) {
                    parser.nextToken();
                    return floats(parser);
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean floats(JsonParser parser) throws IOException {
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                return floats(parser); // nested, [[…]]
            }
            if (count == expected.length || !(Math.abs(parser.getFloatValue() - expected[count]) <= tolerance)) {
                return false;
            }
            count++;
        }
        return count == expected.length;
    }
}

package io.roundhouse.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded sentences of a given number of tokens for MiniLM, as numbers: no tokenizer is measured with them. */
final class Sentences {
    private static final String[] COLUMNS = {"input_ids", "attention_mask", "token_type_ids"};
    private static final int COUNT = 32;

    private Sentences() {}

    /** One row of one of the model's inputs. */
    static long[] column(String name, int tokens, int row) {
        long[] values = new long[tokens];
        Random random = new Random(row);
        for (int i = 0; i < tokens; i++) {
            values[i] = switch (name) {
                case "attention_mask" -> 1;
                case "token_type_ids" -> 0;
                default -> i == 0 ? 101 : i == tokens - 1 ? 102 : 1996 + random.nextInt(25_000);
            };
        }
        return values;
    }

    /** Requests of one row in the binary form, asking for a binary answer. */
    static List<Exchange> exchanges(String model, int tokens) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int row = 0; row < COUNT; row++) {
            exchanges.add(exchange(model, tokens, row));
        }
        return exchanges;
    }

    private static Exchange exchange(String model, int tokens, int row) {
        int bytes = tokens * Long.BYTES;
        ByteBuffer binary = ByteBuffer.allocate(COLUMNS.length * bytes).order(ByteOrder.LITTLE_ENDIAN);
        StringBuilder json = new StringBuilder("{\"parameters\":{\"binary_data_output\":true},\"inputs\":[");
        for (String name : COLUMNS) {
            json.append(binary.position() == 0 ? "" : ",")
                    .append("{\"name\":\"" + name + "\",\"shape\":[1," + tokens + "],\"datatype\":\"INT64\",")
                    .append("\"parameters\":{\"binary_data_size\":" + bytes + "}}");
            for (long value : column(name, tokens, row)) {
                binary.putLong(value);
            }
        }
        byte[] head = json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(head.length + binary.capacity())
                .put(head)
                .put(binary.flip())
                .array();
        String headers =
                "Content-Type: application/octet-stream\r\nInference-Header-Content-Length: " + head.length + "\r\n";
        return Exchange.post("/v2/models/" + model + "/infer", body, headers, Sentences::isUnitVector);
    }

    /** Whether the body ends with the 384 floats of an embedding of length 1. Which one depends on the batch mates. */
    private static boolean isUnitVector(ByteBuffer body) {
        int bytes = 384 * Float.BYTES;
        if (body.remaining() < bytes) {
            return false;
        }
        double square = 0;
        for (int at = body.limit() - bytes; at < body.limit(); at += Float.BYTES) {
            float value = Float.intBitsToFloat(Integer.reverseBytes(body.getInt(at)));
            square += value * value;
        }
        return Math.abs(square - 1) < 1e-3;
    }
}

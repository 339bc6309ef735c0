package io.roundhouse.benchmarks;

import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One-row requests to a model of 64 floats, seeded, each with the answer that plain ONNX Runtime gives. */
final class Rows {
    private static final int COUNT = 64;
    private static final int COLUMNS = 64;

    private Rows() {}

    /** The same requests for every server: {@code POST /v2/models/NAME/infer} in JSON. */
    static List<Exchange> exchanges(String model, Path file) {
        try {
            FloorModel plain = new FloorModel(file);
            Random random = new Random(42);
            List<Exchange> exchanges = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                exchanges.add(exchange(model, plain, random));
            }
            return exchanges;
        } catch (OrtException e) {
            throw new IllegalStateException("plain ONNX Runtime does not take " + file, e);
        }
    }

    private static Exchange exchange(String model, FloorModel plain, Random random) throws OrtException {
        FloatBuffer row = ByteBuffer.allocateDirect(COLUMNS * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        StringBuilder json = new StringBuilder("{\"inputs\":[{\"name\":\"x\",\"shape\":[1,64],\"datatype\":\"FP32\",")
                .append("\"data\":[");
        for (int i = 0; i < COLUMNS; i++) {
            float value = (float) random.nextGaussian();
            row.put(value);
            json.append(i == 0 ? "" : ",").append(value);
        }
        FloatBuffer outputs = plain.infer(row.flip());
        float[] expected = new float[outputs.remaining()];
        outputs.get(expected);
        return Exchange.postJson(
                "/v2/models/" + model + "/infer", json.append("]}]}").toString(), new FloatAnswer(expected, 1e-4f));
    }
}

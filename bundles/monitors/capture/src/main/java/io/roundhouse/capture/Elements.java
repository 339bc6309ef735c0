package io.roundhouse.capture;

import com.fasterxml.jackson.core.JsonGenerator;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A tensor as the Open Inference Protocol has it in JSON, with what this server reads back as the same bits: {@code null}
 * for NaN, {@code 1e999} for infinity.
 */
final class Elements {
    private static final String INFINITY = "1e999";

    private Elements() {}

    /** The tensor has no form in JSON: half precision, or bytes that are no text. */
    static final class NotJson extends IOException {
        private static final long serialVersionUID = 1L;

        NotJson(String message) {
            super(message);
        }
    }

    static void write(JsonGenerator json, String name, Tensor tensor) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("datatype", tensor.type().name());
        json.writeArrayFieldStart("shape");
        Shape shape = tensor.shape();
        for (int i = 0; i < shape.rank(); i++) {
            json.writeNumber(shape.dim(i));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data");
        ByteBuffer data = tensor.data();
        switch (tensor.type()) {
            case FP32, FP64 -> floating(json, tensor.type(), data);
            case BYTES -> texts(json, data);
            case FP16, BF16 -> throw new NotJson(tensor.type() + " has no form in JSON");
            default -> whole(json, tensor.type(), data);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void floating(JsonGenerator json, DataType type, ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            if (type == DataType.FP32) {
                float value = data.getFloat();
                if (Float.isFinite(value)) {
                    json.writeNumber(value);
                } else {
                    notFinite(json, value);
                }
            } else {
                double value = data.getDouble();
                if (Double.isFinite(value)) {
                    json.writeNumber(value);
                } else {
                    notFinite(json, value);
                }
            }
        }
    }

    private static void notFinite(JsonGenerator json, double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNull();
        } else {
            json.writeNumber(value > 0 ? INFINITY : "-" + INFINITY);
        }
    }

    private static void whole(JsonGenerator json, DataType type, ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            switch (type) {
                case BOOL -> json.writeBoolean(data.get() != 0);
                case INT8 -> json.writeNumber((int) data.get());
                case UINT8 -> json.writeNumber(data.get() & 0xff);
                case INT16 -> json.writeNumber((int) data.getShort());
                case UINT16 -> json.writeNumber(data.getShort() & 0xffff);
                case INT32 -> json.writeNumber(data.getInt());
                case UINT32 -> json.writeNumber(data.getInt() & 0xffff_ffffL);
                case INT64 -> json.writeNumber(data.getLong());
                default -> json.writeNumber(new BigInteger(Long.toUnsignedString(data.getLong())));
            }
        }
    }

    private static void texts(JsonGenerator json, ByteBuffer data) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
        try {
            while (data.hasRemaining()) {
                int size = data.getInt();
                ByteBuffer element = data.slice(data.position(), size);
                data.position(data.position() + size);
                json.writeString(decoder.decode(element).toString());
            }
        } catch (CharacterCodingException e) {
            throw new NotJson("bytes that are no UTF-8 have no form in JSON");
        }
    }
}

package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonGenerator;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The elements of a tensor as a flat JSON array. JSON has no number for infinity and none for NaN: an infinity is
 * written as {@code 1e999}, which readers take for one, and NaN as {@code null}.
 */
final class TensorWriter {
    private static final String INFINITY = "1e999";

    private TensorWriter() {}

    static void write(JsonGenerator json, String name, Tensor tensor) throws IOException {
        ByteBuffer data = tensor.data();
        json.writeStartArray();
        switch (tensor.type()) {
            case FP32 -> {
                while (data.hasRemaining()) {
                    writeFloat(json, data.getFloat());
                }
            }
            case FP64 -> {
                while (data.hasRemaining()) {
                    writeDouble(json, data.getDouble());
                }
            }
            case BYTES -> writeTexts(json, name, data);
            case FP16, BF16 ->
                throw Refusal.request("output " + Refusal.quote(name) + ": " + tensor.type()
                        + " is not offered in JSON; ask for it with the parameter 'binary_data'");
            default -> writeIntegers(json, tensor.type(), data);
        }
        json.writeEndArray();
    }

    private static void writeFloat(JsonGenerator json, float value) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumber(value);
        } else {
            writeDouble(json, value);
        }
    }

    private static void writeDouble(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else if (Double.isNaN(value)) {
            json.writeNull();
        } else {
            json.writeNumber(value > 0 ? INFINITY : "-" + INFINITY);
        }
    }

    private static void writeIntegers(JsonGenerator json, DataType type, ByteBuffer data) throws IOException {
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
                default -> writeUnsigned(json, data.getLong());
            }
        }
    }

    private static void writeUnsigned(JsonGenerator json, long value) throws IOException {
        if (value >= 0) {
            json.writeNumber(value);
        } else {
            json.writeNumber(new BigInteger(Long.toUnsignedString(value)));
        }
    }

    private static void writeTexts(JsonGenerator json, String name, ByteBuffer data) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
        try {
            while (data.hasRemaining()) {
                int size = data.getInt();
                ByteBuffer element = data.slice(data.position(), size);
                data.position(data.position() + size);
                json.writeString(decoder.decode(element).toString());
            }
        } catch (CharacterCodingException e) {
            throw Refusal.request("output " + Refusal.quote(name)
                    + " has bytes that are no UTF-8 text; ask for it with the parameter 'binary_data'");
        }
    }
}

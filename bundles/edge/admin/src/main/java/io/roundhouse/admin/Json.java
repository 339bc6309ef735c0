package io.roundhouse.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.roundhouse.server.control.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contracts' records as JSON. Members are named as components, so that nobody has to write each name twice; {@code
 * openapi.json} says what they mean, and a test that none is missing there. What is empty, infinite or not a number is
 * {@code null}.
 */
final class Json {
    private static final JsonFactory JSON = new JsonFactory();

    private Json() {}

    static byte[] of(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            write(generator, value);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value instanceof Verdict verdict) {
            out.writeRawValue(verdict.json()); // the judge's own document
        } else if (value instanceof Record one) {
            record(out, one);
        } else if (value instanceof Map<?, ?> map) {
            map(out, map);
        } else if (value instanceof Iterable<?> all) {
            out.writeStartArray();
            for (Object one : all) {
                write(out, one);
            }
            out.writeEndArray();
        } else if (value instanceof Optional<?> optional) {
            write(out, optional.orElse(null));
        } else {
            scalar(out, value);
        }
    }

    private static void scalar(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            out.writeNumber(number);
        } else if (value instanceof Long || value instanceof Integer) {
            out.writeNumber(((Number) value).longValue());
        } else if (value == null || value instanceof Double) {
            out.writeNull();
        } else {
            out.writeString(value instanceof Enum<?> word ? word.name() : value.toString());
        }
    }

    private static void map(JsonGenerator out, Map<?, ?> map) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.writeFieldName(String.valueOf(entry.getKey()));
            write(out, entry.getValue());
        }
        out.writeEndObject();
    }

    private static void record(JsonGenerator out, Record record) throws IOException {
        out.writeStartObject();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = value(record, component);
            if (value instanceof Duration time) {
                out.writeNumberField(component.getName() + "Millis", time.toMillis());
            } else {
                out.writeFieldName(component.getName());
                write(out, value);
            }
        }
        out.writeEndObject();
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) { // public records of an exported package
            throw new IllegalStateException("no member " + component + " can be read", e);
        }
    }
}

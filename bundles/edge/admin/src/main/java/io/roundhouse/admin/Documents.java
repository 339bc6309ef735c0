package io.roundhouse.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.roundhouse.server.control.Rollouts.Past;
import io.roundhouse.server.control.Rollouts.Report;
import io.roundhouse.server.control.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The answers. Members are named as the components of {@link Report}, and {@code openapi.json} says what they mean. */
final class Documents {
    private static final JsonFactory JSON = new JsonFactory();

    private Documents() {}

    private interface Content {
        void write(JsonGenerator generator) throws IOException;
    }

    /** {@code openapi.json}, as it lies in this bundle. */
    static byte[] description() {
        try (InputStream in = Documents.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("this bundle lacks its openapi.json");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("openapi.json of this bundle cannot be read", e);
        }
    }

    static byte[] reports(List<Report> reports) throws IOException {
        return document(generator -> {
            generator.writeStartObject();
            generator.writeArrayFieldStart("rollouts");
            for (Report report : reports) {
                write(generator, report);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        });
    }

    static byte[] report(Report report) throws IOException {
        return document(generator -> write(generator, report));
    }

    private static byte[] document(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            content.write(generator);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator generator, Report report) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("model", report.model());
        generator.writeStringField("state", report.state().name());
        generator.writeStringField("stable", report.stable());
        generator.writeStringField("canary", report.canary());
        generator.writeNumberField("step", report.step());
        generator.writeNumberField("steps", report.steps());
        generator.writeStringField("doing", report.doing());
        generator.writeStringField("reason", report.reason());
        generator.writeNumberField("sinceMillis", report.sinceMillis());
        generator.writeFieldName("verdict");
        generator.writeRawValue(report.verdict().map(Verdict::json).orElse("null")); // the judge's own document
        generator.writeArrayFieldStart("rejected");
        for (String version : report.rejected()) {
            generator.writeString(version);
        }
        generator.writeEndArray();
        generator.writeArrayFieldStart("history");
        for (Past past : report.history()) {
            write(generator, past);
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, Past past) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("stable", past.stable());
        generator.writeStringField("canary", past.canary());
        generator.writeStringField("outcome", past.outcome().name());
        generator.writeStringField("by", past.by());
        generator.writeStringField("reason", past.reason());
        generator.writeNumberField("sinceMillis", past.sinceMillis());
        generator.writeNumberField("endMillis", past.endMillis());
        generator.writeEndObject();
    }
}

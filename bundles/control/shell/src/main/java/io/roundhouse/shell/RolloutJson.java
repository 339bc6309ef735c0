package io.roundhouse.shell;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.roundhouse.server.control.Rollouts.Past;
import io.roundhouse.server.control.Rollouts.Report;
import io.roundhouse.server.control.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Rollouts for a script: the members are named as the components of {@link Report}, as in the admin REST API. */
final class RolloutJson {
    private static final JsonFactory JSON = new JsonFactory();

    private RolloutJson() {}

    private interface Content {
        void write(JsonGenerator generator) throws IOException;
    }

    static void report(Report report, PrintStream out) {
        print(out, generator -> write(generator, report));
    }

    static void reports(List<Report> reports, PrintStream out) {
        print(out, generator -> {
            generator.writeStartArray();
            for (Report report : reports) {
                write(generator, report);
            }
            generator.writeEndArray();
        });
    }

    /** One array, whatever the models: each element says whose it is. */
    static void history(List<Report> reports, PrintStream out) {
        print(out, generator -> {
            generator.writeStartArray();
            for (Report report : reports) {
                for (Past past : report.history()) {
                    generator.writeStartObject();
                    generator.writeStringField("model", report.model());
                    writeMembers(generator, past);
                    generator.writeEndObject();
                }
            }
            generator.writeEndArray();
        });
    }

    private static void print(PrintStream out, Content content) {
        try (JsonGenerator generator = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            generator.setPrettyPrinter(new DefaultPrettyPrinter());
            content.write(generator);
        } catch (IOException e) {
            throw new IllegalStateException("the console cannot be written", e);
        }
        out.println();
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
        generator.writeRawValue(report.verdict().map(Verdict::json).orElse("null"));
        generator.writeArrayFieldStart("rejected");
        for (String version : report.rejected()) {
            generator.writeString(version);
        }
        generator.writeEndArray();
        generator.writeArrayFieldStart("history");
        for (Past past : report.history()) {
            generator.writeStartObject();
            writeMembers(generator, past);
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private static void writeMembers(JsonGenerator generator, Past past) throws IOException {
        generator.writeStringField("stable", past.stable());
        generator.writeStringField("canary", past.canary());
        generator.writeStringField("outcome", past.outcome().name());
        generator.writeStringField("by", past.by());
        generator.writeStringField("reason", past.reason());
        generator.writeNumberField("sinceMillis", past.sinceMillis());
        generator.writeNumberField("endMillis", past.endMillis());
    }
}

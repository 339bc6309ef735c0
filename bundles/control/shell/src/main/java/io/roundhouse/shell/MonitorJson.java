package io.roundhouse.shell;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.roundhouse.server.flow.Monitoring.Attachment;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Attached monitors for a script: the members are named as the components of {@link Attachment}. */
final class MonitorJson {
    private static final JsonFactory JSON = new JsonFactory();

    private MonitorJson() {}

    private interface Content {
        void write(JsonGenerator generator) throws IOException;
    }

    static void one(Attachment attachment, PrintStream out) {
        print(out, json -> write(json, attachment));
    }

    static void all(List<Attachment> attachments, PrintStream out) {
        print(out, json -> {
            json.writeStartArray();
            for (Attachment attachment : attachments) {
                write(json, attachment);
            }
            json.writeEndArray();
        });
    }

    private static void print(PrintStream out, Content content) {
        try (JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            content.write(json);
        } catch (IOException e) {
            throw new IllegalStateException("the console cannot be written", e);
        }
        out.println();
    }

    private static void write(JsonGenerator json, Attachment attachment) throws IOException {
        json.writeStartObject();
        json.writeStringField("model", attachment.model());
        json.writeStringField("monitor", attachment.monitor());
        json.writeStringField("version", attachment.version());
        json.writeBooleanField("byHand", attachment.byHand());
        json.writeStringField("state", attachment.state().name());
        json.writeStringField("note", attachment.note());
        json.writeNumberField("seen", attachment.seen());
        json.writeNumberField("lost", attachment.lost());
        json.writeNumberField("passedOver", attachment.passedOver());
        json.writeNumberField("failed", attachment.failed());
        json.writeNumberField("waiting", attachment.waiting());
        json.writeFieldName("report");
        write(json, attachment.report());
        json.writeArrayFieldStart("meters");
        for (Meter meter : attachment.meters()) {
            write(json, meter);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, MonitorReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("health", report.health().name());
        json.writeStringField("summary", report.summary());
        json.writeArrayFieldStart("tables");
        for (MonitorReport.Table table : report.tables()) {
            json.writeStartObject();
            json.writeStringField("name", table.name());
            texts(json, "columns", table.columns());
            json.writeArrayFieldStart("rows");
            for (List<String> row : table.rows()) {
                json.writeArray(row.toArray(String[]::new), 0, row.size());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("histograms");
        for (MonitorReport.Histogram histogram : report.histograms()) {
            json.writeStartObject();
            json.writeStringField("name", histogram.name());
            texts(json, "bins", histogram.bins());
            numbers(json, "reference", histogram.reference());
            numbers(json, "current", histogram.current());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Meter meter) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", meter.name());
        json.writeStringField("description", meter.description());
        json.writeStringField("kind", meter.kind().name());
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : new TreeMap<>(meter.labels()).entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        json.writeFieldName("value");
        number(json, meter.value());
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeFieldName(name);
        json.writeArray(texts.toArray(String[]::new), 0, texts.size());
    }

    private static void numbers(JsonGenerator json, String name, List<Double> numbers) throws IOException {
        json.writeArrayFieldStart(name);
        for (double number : numbers) {
            number(json, number);
        }
        json.writeEndArray();
    }

    /** JSON knows no infinity, and Jackson would write a text. */
    private static void number(JsonGenerator json, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeNull();
        }
    }
}

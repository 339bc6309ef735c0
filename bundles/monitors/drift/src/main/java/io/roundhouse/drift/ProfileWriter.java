package io.roundhouse.drift;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** A {@link Profile} as JSON, as the README tells it. Pure. */
final class ProfileWriter {
    static final String FORMAT = "roundhouse-drift-profile";
    static final int VERSION = 1;

    private final JsonGenerator out;

    private ProfileWriter(JsonGenerator out) {
        this.out = out;
    }

    static String write(Profile profile) {
        return write(profile, Map.of());
    }

    /** @param origin what is known of where it comes from */
    static String write(Profile profile, Map<String, String> origin) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            new ProfileWriter(out).profile(profile, origin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private void profile(Profile profile, Map<String, String> origin) throws IOException {
        out.writeStartObject();
        out.writeStringField("format", FORMAT);
        out.writeNumberField("version", VERSION);
        if (!origin.isEmpty()) {
            out.writeObjectFieldStart("origin");
            for (Map.Entry<String, String> word : origin.entrySet()) {
                out.writeStringField(word.getKey(), word.getValue());
            }
            out.writeEndObject();
        }
        out.writeArrayFieldStart("columns");
        for (int i = 0; i < profile.columns().size(); i++) {
            column(profile.columns().get(i), profile.summaries().get(i));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void column(Column column, Summary summary) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", column.name());
        out.writeStringField("side", column.side().word());
        out.writeStringField("kind", column.kind().word());
        out.writeNumberField("width", column.width());
        out.writeNumberField("rows", summary.weight().rows());
        out.writeNumberField("missing", summary.weight().missing());
        out.writeNumberField("squares", summary.weight().squares());
        if (summary instanceof NumberSummary number) {
            array("cuts", number.layout().cuts());
            array("counts", number.bins());
            array("quantiles", number.quantiles());
        } else if (summary instanceof CategorySummary category) {
            out.writeFieldName("words");
            out.writeArray(
                    category.layout().words().toArray(String[]::new),
                    0,
                    category.layout().words().size());
            array("counts", category.counts());
            out.writeNumberField("distinct", category.distinct());
        } else if (summary instanceof VectorSummary vector) {
            out.writeNumberField("spread", vector.layout().spread());
            array("means", vector.means());
            array("features", vector.features());
            out.writeNumberField("trace", vector.trace());
            out.writeNumberField("greatest", vector.greatest());
        }
        out.writeEndObject();
    }

    private void array(String name, double[] values) throws IOException {
        out.writeFieldName(name);
        out.writeArray(values, 0, values.length);
    }

    private void array(String name, long[] values) throws IOException {
        out.writeFieldName(name);
        out.writeArray(values, 0, values.length);
    }
}

package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.roundhouse.api.inference.ServedBy;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What every answer tells of where it comes from: the response's parameters. They are written out once for all answers of
 * an arm, so that a request only copies their bytes.
 */
final class Lineage {
    /** Arms that answered; every change of a definition makes others. */
    static final int KEPT_MAX = 1_024;

    private final JsonFactory json;
    private final ConcurrentHashMap<ServedBy, SerializableString> written = new ConcurrentHashMap<>();

    Lineage(JsonFactory json) {
        this.json = json;
    }

    /** As a JSON object, with what the answer is marked by. */
    SerializableString of(ServedBy servedBy, List<String> flags) {
        return flags.isEmpty() ? of(servedBy) : new SerializedString(write(servedBy, flags));
    }

    /** As a JSON object. */
    SerializableString of(ServedBy servedBy) {
        SerializableString known = written.get(servedBy);
        if (known != null) {
            return known;
        }
        if (written.size() >= KEPT_MAX) {
            written.clear(); // those that still answer are back in a moment
        }
        SerializableString made = new SerializedString(write(servedBy, List.of()));
        written.put(servedBy, made);
        return made;
    }

    int kept() {
        return written.size();
    }

    private String write(ServedBy servedBy, List<String> flags) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = json.createGenerator(text)) {
            generator.writeStartObject();
            generator.writeStringField("model_version", servedBy.model().version());
            generator.writeStringField("arm", servedBy.arm());
            generator.writeStringField("engine", servedBy.engine());
            generator.writeStringField("engine_version", servedBy.engineVersion());
            generator.writeStringField("transformers", servedBy.transformers());
            if (!servedBy.steps().isEmpty()) {
                generator.writeStringField("steps", servedBy.steps());
            }
            generator.writeStringField("config", servedBy.config());
            if (!flags.isEmpty()) { // a parameter is one value, no list
                generator.writeStringField("flags", String.join("; ", flags));
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}

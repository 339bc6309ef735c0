package io.roundhouse.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.roundhouse.server.control.Fitted;
import java.io.IOException;
import java.io.StringWriter;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Where columns come from, as JSON. */
final class Lineage {
    private static final JsonFactory JSON = new JsonFactory();

    private Lineage() {}

    static String json(Work work, List<Stage> stages, DataFile data, List<String> columns) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("model", work.artifact().id().name());
            json.writeStringField("version", work.artifact().id().version());
            json.writeStringField("chain", work.chain().hash());
            json.writeStringField("steps_hash", hash(stages));
            if (work.fitted().isPresent()) {
                Fitted fitted = work.fitted().get();
                json.writeStringField("fitted_on", fitted.data());
                json.writeNumberField("fitted_rows", fitted.rows());
                if (fitted.after().isPresent() && stages.stream().anyMatch(stage -> stage.side == Stage.Side.AFTER)) {
                    json.writeStringField(
                            "fitted_after_on", fitted.after().get().data());
                    json.writeNumberField(
                            "fitted_after_rows", fitted.after().get().rows());
                }
            }
            json.writeArrayFieldStart("steps");
            for (Stage stage : stages) {
                json.writeStartObject();
                json.writeStringField("name", stage.kind.name());
                json.writeStringField("version", stage.kind.version());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("data", data.hash());
            json.writeArrayFieldStart("columns");
            for (String column : columns) {
                json.writeString(column);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    /** Of everything that decides on the columns: steps, versions, what was given and what was learnt. */
    private static String hash(List<Stage> stages) {
        MessageDigest digest = DataFile.sha256();
        for (Stage stage : stages) {
            String line = stage.kind.name()
                    + ' '
                    + stage.kind.version()
                    + ' '
                    + stage.settings().canonical()
                    + '\n';
            digest.update(line.getBytes(UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

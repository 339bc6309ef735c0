package io.roundhouse.alerts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.roundhouse.alerts.Post.Known;
import io.roundhouse.alerts.Remembered.Fired;
import io.roundhouse.server.control.Alerts.Drained;
import io.roundhouse.server.control.Alerts.Silence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link Remembered} as JSON. */
final class StateText {
    private StateText() {}

    static byte[] write(Remembered state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("firing");
            for (Fired fired : state.firing()) {
                identity(json, fired.identity());
                json.writeNumberField("since", fired.sinceMillis());
                json.writeBooleanField("acted", fired.acted());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("silences");
            for (Silence silence : state.silences()) {
                json.writeStartObject();
                json.writeStringField("id", silence.id());
                Json.texts(json, "labels", silence.labels());
                json.writeNumberField("end", silence.endMillis());
                json.writeStringField("by", silence.by());
                json.writeStringField("reason", silence.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("told");
            for (Known known : state.told()) {
                told(json, known);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("drained");
            for (Drained drained : state.drained()) {
                json.writeStartObject();
                json.writeStringField("model", drained.model());
                json.writeStringField("arm", drained.arm());
                json.writeStringField("alert", drained.alert());
                json.writeNumberField("since", drained.sinceMillis());
                json.writeBooleanField("while", drained.whileFiring());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void told(JsonGenerator json, Known known) throws IOException {
        json.writeStartObject();
        json.writeStringField("to", known.key().destination());
        Json.texts(json, "labels", known.key().labels());
        json.writeNumberField("at", known.sentAt());
        json.writeArrayFieldStart("sent");
        for (Map.Entry<Identity, Long> sent : known.sent().entrySet()) {
            identity(json, sent.getKey());
            json.writeNumberField("since", sent.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Leaves the object open. */
    private static void identity(JsonGenerator json, Identity identity) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", identity.rule());
        Json.texts(json, "labels", identity.labels());
    }

    static Remembered read(byte[] text) throws IOException {
        List<Fired> firing = new ArrayList<>();
        List<Silence> silences = new ArrayList<>();
        List<Known> told = new ArrayList<>();
        List<Drained> drained = new ArrayList<>();
        try (JsonParser json = Json.FACTORY.createParser(text)) {
            json.nextToken();
            Json.object(json, section -> {
                switch (section) {
                    case "firing" -> Json.array(json, () -> firing.add(new Members(json).fired()));
                    case "silences" -> Json.array(json, () -> silences.add(new Members(json).silence()));
                    case "told" -> Json.array(json, () -> told.add(new Members(json).known()));
                    case "drained" -> Json.array(json, () -> drained.add(new Members(json).drained()));
                    default -> json.skipChildren();
                }
            });
        }
        return new Remembered(firing, silences, told, drained);
    }

    /** Every member that one of the objects has. */
    private static final class Members {
        private final Map<String, String> texts = new HashMap<>();
        private final Map<String, Long> numbers = new HashMap<>();
        private final Map<Identity, Long> sent = new HashMap<>();
        private Map<String, String> labels = Map.of();
        private boolean flag; // no object has two

        Members(JsonParser json) throws IOException {
            Json.object(json, name -> {
                switch (name) {
                    case "labels" -> labels = Json.texts(json);
                    case "acted", "while" -> flag = json.getBooleanValue();
                    case "since", "end", "at" -> numbers.put(name, json.getLongValue());
                    case "sent" ->
                        Json.array(json, () -> {
                            Fired fired = new Members(json).fired();
                            sent.put(fired.identity(), fired.sinceMillis());
                        });
                    default -> texts.put(name, Json.text(json));
                }
            });
        }

        Fired fired() {
            return new Fired(new Identity(text("rule"), labels), number("since"), flag);
        }

        Silence silence() {
            return new Silence(text("id"), labels, number("end"), text("by"), text("reason"));
        }

        Drained drained() {
            return new Drained(text("model"), text("arm"), text("alert"), number("since"), flag);
        }

        Known known() {
            return new Known(new Post.Key(text("to"), labels), number("at"), sent);
        }

        private String text(String name) {
            return texts.getOrDefault(name, "");
        }

        private long number(String name) {
            return numbers.getOrDefault(name, 0L);
        }
    }
}

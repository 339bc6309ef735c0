package io.roundhouse.alerts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The past of objectives as JSON: a month of it must outlive the server. */
final class BudgetText {
    private BudgetText() {}

    static byte[] write(Engine engine) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartArray();
            for (Map.Entry<String, SloHistory> history : engine.histories().entrySet()) {
                List<IOException> failures = new ArrayList<>();
                history.getValue().all((labels, past) -> {
                    try {
                        write(json, history.getKey(), labels, past);
                    } catch (IOException e) {
                        failures.add(e);
                    }
                });
                if (!failures.isEmpty()) {
                    throw failures.get(0);
                }
            }
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, String slo, Map<String, String> labels, SloPast past)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("slo", slo);
        Json.texts(json, "labels", labels);
        json.writeArrayFieldStart("rings");
        for (SloPast.Window window : past.windows()) {
            json.writeStartArray();
            for (int i = 0; i < window.all().size(); i++) {
                json.writeNumber(window.all().time(i));
                json.writeNumber(window.bad().value(i));
                json.writeNumber(window.all().value(i));
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What belongs to an objective that is still there. */
    static void read(byte[] text, Engine engine, long now) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(text)) {
            json.nextToken();
            Json.array(json, () -> one(json, engine, now));
        }
    }

    private static void one(JsonParser json, Engine engine, long now) throws IOException {
        String[] name = {""};
        List<Map<String, String>> labels = new ArrayList<>();
        List<List<Double>> rings = new ArrayList<>();
        Json.object(json, member -> {
            switch (member) {
                case "slo" -> name[0] = Json.text(json);
                case "labels" -> labels.add(Json.texts(json));
                case "rings" ->
                    Json.array(json, () -> {
                        List<Double> numbers = new ArrayList<>();
                        Json.array(json, () -> numbers.add(Json.number(json)));
                        rings.add(numbers);
                    });
                default -> json.skipChildren();
            }
        });
        Slo slo = engine.slo(name[0]);
        SloHistory history = engine.histories().get(name[0]);
        SloPast past = slo == null ? null : past(slo, rings, now);
        if (past != null && history != null && !labels.isEmpty()) {
            history.restore(Map.copyOf(labels.get(0)), past, now);
        }
    }

    private static @Nullable SloPast past(Slo slo, List<List<Double>> rings, long now) {
        List<Double> last = rings.isEmpty() ? List.of() : rings.get(0);
        if (last.size() < 3) {
            return null;
        }
        SloPast past = new SloPast(slo, last.get(last.size() - 2), last.get(last.size() - 1));
        List<SloPast.Window> windows = past.windows();
        for (int w = 0; w < Math.min(windows.size(), rings.size()); w++) {
            List<Double> numbers = rings.get(w);
            for (int i = 0; i + 2 < numbers.size(); i += 3) {
                long at = numbers.get(i).longValue();
                if (at < now) { // a clock that went back has no future
                    windows.get(w).bad().add(at, numbers.get(i + 1));
                    windows.get(w).all().add(at, numbers.get(i + 2));
                }
            }
        }
        return past;
    }
}

package io.roundhouse.alerts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.roundhouse.alerts.Message.Told;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A message as Alertmanager sends it to webhooks, version 4; the rule's name is the label {@code alertname} there. */
final class WebhookJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String NEVER = "0001-01-01T00:00:00Z"; // as Go writes a time that is not set

    private WebhookJson() {}

    static byte[] bytes(Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("version", "4");
            json.writeStringField("groupKey", "{}:" + Labels.text(named(message.groupLabels())));
            json.writeNumberField("truncatedAlerts", message.truncated());
            json.writeStringField("status", status(message.firing()));
            json.writeStringField("receiver", message.destination().name());
            labels(json, "groupLabels", named(message.groupLabels()));
            labels(json, "commonLabels", common(message.alerts()));
            labels(json, "commonAnnotations", commonSummary(message.alerts()));
            json.writeStringField("externalURL", "");
            json.writeArrayFieldStart("alerts");
            for (Told alert : message.alerts()) {
                alert(json, alert);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void alert(JsonGenerator json, Told alert) throws IOException {
        Map<String, String> labels = named(alert.labels());
        json.writeStartObject();
        json.writeStringField("status", status(alert.isFiring()));
        labels(json, "labels", labels);
        labels(json, "annotations", Map.of("summary", alert.summary()));
        json.writeStringField(
                "startsAt", Instant.ofEpochMilli(alert.sinceMillis()).toString());
        json.writeStringField(
                "endsAt",
                alert.isFiring()
                        ? NEVER
                        : Instant.ofEpochMilli(alert.endMillis()).toString());
        json.writeStringField("generatorURL", "");
        json.writeStringField("fingerprint", fingerprint(labels));
        json.writeEndObject();
    }

    private static String status(boolean firing) {
        return firing ? "firing" : "resolved";
    }

    private static void labels(JsonGenerator json, String name, Map<String, String> labels) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
    }

    private static Map<String, String> named(Map<String, String> labels) {
        Map<String, String> named = new TreeMap<>(labels);
        String rule = named.remove("alert");
        if (rule != null) {
            named.put("alertname", rule);
        }
        return named;
    }

    private static Map<String, String> common(List<Told> alerts) {
        Map<String, String> common = new LinkedHashMap<>(named(alerts.get(0).labels()));
        alerts.forEach(
                alert -> common.entrySet().retainAll(named(alert.labels()).entrySet()));
        return common;
    }

    private static Map<String, String> commonSummary(List<Told> alerts) {
        String first = alerts.get(0).summary();
        return alerts.stream().allMatch(alert -> alert.summary().equals(first)) ? Map.of("summary", first) : Map.of();
    }

    /** The same for the same labels, on every server: FNV-1a of names and values. */
    private static String fingerprint(Map<String, String> labels) {
        long hash = 0xcbf29ce484222325L;
        String text = new TreeMap<>(labels).toString();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return String.format("%016x", hash);
    }
}

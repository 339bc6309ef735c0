package io.roundhouse.admin;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.server.control.Alerts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is wrong now, by which rules, what was silenced, and which arms were drained. */
record AlertsResource(Supplier<Alerts> alerts) implements Resource {
    static final List<String> ACTIONS = List.of("silence", "unsilence", "resume");
    private static final double MINUTES_MAX = Duration.ofDays(90).toMinutes();

    /**
     * The answer.
     *
     * @param trouble what keeps the newest rules from being in force; empty when nothing does
     */
    record Document(
            List<Alerts.Alert> alerts,
            List<Alerts.Rule> rules,
            List<Alerts.Silence> silences,
            List<Alerts.Drained> drained,
            String trouble) {
        static Document of(Alerts there) {
            return new Document(there.alerts(), there.rules(), there.silences(), there.drained(), there.trouble());
        }
    }

    @Override
    public void answer(List<String> rest, Exchange exchange) throws IOException {
        if (rest.size() > 1) {
            exchange.notFound();
        } else if (rest.isEmpty()) {
            if (exchange.isRead()) {
                exchange.answer(Document.of(alerts.get()));
            }
        } else if (!ACTIONS.contains(rest.get(0))) {
            exchange.notFound("alerts cannot " + Refusal.quote(rest.get(0)) + Nearest.suggestion(rest.get(0), ACTIONS));
        } else if (exchange.isChange()) {
            Change change = new Change();
            JsonBody.read(exchange, rest.get(0), Change.members(rest.get(0)), change);
            Alerts there = alerts.get();
            change.make(rest.get(0), there);
            exchange.answer(Document.of(there));
        }
    }

    /** The body of any. */
    private static final class Change implements JsonBody.Members {
        static List<String> members(String action) {
            return switch (action) {
                case "silence" -> List.of("labels", "minutes", "by", "reason");
                case "unsilence" -> List.of("id");
                default -> List.of("model", "arm");
            };
        }

        private Map<String, String> labels = Map.of();
        private double minutes = 120;
        private String by = "";
        private String reason = "";
        private String id = "";
        private String model = "";
        private String arm = "";

        @Override
        public void take(String name, JsonBody.Value value) throws IOException {
            switch (name) {
                case "labels" -> labels = value.words("{\"alert\":\"drift\"}");
                case "minutes" -> minutes = value.number("120");
                case "by" -> by = value.text("\"ada\"");
                case "reason" -> reason = value.text("\"known, being mended\"");
                case "model" -> model = value.text("\"credit\"");
                case "arm" -> arm = value.text("\"canary\"");
                default -> id = value.text("\"7\"");
            }
        }

        void make(String action, Alerts there) {
            if (action.equals("unsilence")) {
                there.unsilence(id);
            } else if (action.equals("resume")) {
                there.resume(model, arm);
            } else if (!(minutes > 0 && minutes <= MINUTES_MAX)) { // NaN is neither
                throw Refusal.request("'minutes' must be above 0 and at most " + (long) MINUTES_MAX);
            } else {
                there.silence(labels, Duration.ofSeconds((long) Math.ceil(minutes * 60)), by, reason);
            }
        }
    }
}

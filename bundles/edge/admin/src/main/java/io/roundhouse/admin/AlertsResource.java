package io.roundhouse.admin;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.server.control.Alerts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is wrong now, by which rules, and what was silenced. */
record AlertsResource(Supplier<Alerts> alerts) implements Resource {
    static final List<String> ACTIONS = List.of("silence", "unsilence");
    private static final double MINUTES_MAX = Duration.ofDays(90).toMinutes();

    /**
     * The answer.
     *
     * @param trouble what keeps the newest rules from being in force; empty when nothing does
     */
    record Document(List<Alerts.Alert> alerts, List<Alerts.Rule> rules, List<Alerts.Silence> silences, String trouble) {
        static Document of(Alerts there) {
            return new Document(there.alerts(), there.rules(), there.silences(), there.trouble());
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
            boolean begins = rest.get(0).equals("silence");
            JsonBody.read(exchange, rest.get(0), begins ? Change.SILENCE : Change.UNSILENCE, change);
            Alerts there = alerts.get();
            change.make(begins, there);
            exchange.answer(Document.of(there));
        }
    }

    /** The body of either. */
    private static final class Change implements JsonBody.Members {
        static final List<String> SILENCE = List.of("labels", "minutes", "by", "reason");
        static final List<String> UNSILENCE = List.of("id");

        private Map<String, String> labels = Map.of();
        private double minutes = 120;
        private String by = "";
        private String reason = "";
        private String id = "";

        @Override
        public void take(String name, JsonBody.Value value) throws IOException {
            switch (name) {
                case "labels" -> labels = value.words("{\"alert\":\"drift\"}");
                case "minutes" -> minutes = value.number("120");
                case "by" -> by = value.text("\"ada\"");
                case "reason" -> reason = value.text("\"known, being mended\"");
                default -> id = value.text("\"7\"");
            }
        }

        void make(boolean begins, Alerts there) {
            if (!begins) {
                there.unsilence(id);
            } else if (!(minutes > 0 && minutes <= MINUTES_MAX)) { // NaN is neither
                throw Refusal.request("'minutes' must be above 0 and at most " + (long) MINUTES_MAX);
            } else {
                there.silence(labels, Duration.ofSeconds((long) Math.ceil(minutes * 60)), by, reason);
            }
        }
    }
}

package io.roundhouse.admin;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import io.roundhouse.server.flow.Monitoring;
import io.roundhouse.server.flow.Monitoring.Attachment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The monitors of models. */
record MonitorsResource(Supplier<Monitoring> monitoring) implements Resource {
    static final List<String> ACTIONS = List.of("attach", "detach");

    @Override
    public void answer(List<String> rest, Exchange exchange) throws IOException {
        if (rest.size() < 2) {
            reports().answer(rest, exchange);
        } else if (rest.size() > 2) {
            exchange.notFound();
        } else if (!ACTIONS.contains(rest.get(1))) {
            exchange.notFound("a monitor cannot be " + Refusal.quote(rest.get(1) + "ed")
                    + Nearest.suggestion(rest.get(1), ACTIONS));
        } else if (exchange.isChange()) {
            boolean attach = rest.get(1).equals("attach");
            Change change = new Change();
            JsonBody.read(exchange, rest.get(1), attach ? Change.ATTACH : Change.DETACH, change);
            String model = Refusal.name(rest.get(0));
            Monitoring there = monitoring.get();
            change.make(attach, model, there);
            exchange.answer(Map.of("monitors", of(model, there)));
        }
    }

    private Reports<Attachment> reports() {
        return new Reports<>("monitors", "has a monitor", () -> monitoring.get().attachments(), Attachment::model);
    }

    private static List<Attachment> of(String model, Monitoring there) {
        return there.attachments().stream()
                .filter(one -> one.model().equals(model))
                .toList();
    }

    /** The body of either. */
    private static final class Change implements JsonBody.Members {
        static final List<String> ATTACH = List.of("monitor", "settings");
        static final List<String> DETACH = List.of("monitor");

        private String monitor = "";
        private Map<String, String> settings = Map.of();

        @Override
        public void take(String name, JsonBody.Value value) throws IOException {
            if (name.equals("monitor")) {
                monitor = value.text("\"drift\"");
            } else {
                settings = value.words("{\"window\":\"1h\"}");
            }
        }

        void make(boolean attach, String model, Monitoring there) {
            if (monitor.isEmpty()) {
                throw Refusal.request("the body needs 'monitor', as {\"monitor\":\"drift\"}");
            }
            if (attach) {
                there.attach(monitor, model, Settings.of(settings));
            } else {
                there.detach(monitor, model);
            }
        }
    }
}

package io.roundhouse.admin;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.control.Rollouts.Report;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The ways of canaries of models. */
record RolloutsResource(Supplier<Rollouts> rollouts) implements Resource {
    static final List<String> ACTIONS = List.of("start", "pause", "resume", "promote", "abort");

    @Override
    public void answer(List<String> rest, Exchange exchange) throws IOException {
        switch (rest.size()) {
            case 0 -> {
                if (exchange.isRead()) {
                    exchange.answer(Map.of("rollouts", rollouts.get().rollouts()));
                }
            }
            case 1 -> {
                if (exchange.isRead()) {
                    exchange.answer(find(Refusal.name(rest.get(0))));
                }
            }
            case 2 -> change(rest.get(0), rest.get(1), exchange);
            default -> exchange.notFound();
        }
    }

    private void change(String model, String action, Exchange exchange) throws IOException {
        if (!ACTIONS.contains(action)) {
            exchange.notFound("a rollout cannot " + Refusal.quote(action) + Nearest.suggestion(action, ACTIONS));
        } else if (exchange.isChange()) {
            Start start = new Start();
            JsonBody.read(exchange, action, action.equals("start") ? Start.MEMBERS : List.of(), start);
            exchange.answer(change(Refusal.name(model), action, start.version));
        }
    }

    /** The body of a start. */
    private static final class Start implements JsonBody.Members {
        static final List<String> MEMBERS = List.of("version");
        Optional<String> version = Optional.empty();

        @Override
        public void take(String name, JsonBody.Value value) throws IOException {
            version = Optional.of(Refusal.version(value.text("\"2\"")));
        }
    }

    private Report change(String model, String action, Optional<String> version) {
        Rollouts there = rollouts.get();
        return switch (action) {
            case "start" -> there.start(model, version);
            case "pause" -> there.pause(model);
            case "resume" -> there.resume(model);
            case "promote" -> there.promote(model);
            default -> there.abort(model);
        };
    }

    private Report find(String model) {
        List<Report> all = rollouts.get().rollouts();
        return all.stream()
                .filter(report -> report.model().equals(model))
                .findFirst()
                .orElseThrow(() -> new InferenceException(
                        ErrorCode.MODEL_NOT_FOUND,
                        "no model " + Refusal.quote(model) + " has a rollout"
                                + Nearest.suggestion(
                                        model, all.stream().map(Report::model).toList())));
    }
}

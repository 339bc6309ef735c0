package io.roundhouse.admin;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.server.control.EngineCanaries;
import io.roundhouse.server.control.EngineCanaries.Report;
import io.roundhouse.server.control.PluginControl.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The canary of an engine, of which there is one at a time. A change is answered when it is done. */
record CanaryResource(Supplier<EngineCanaries> canaries) implements Resource {
    static final List<String> ACTIONS = List.of("start", "promote", "abort");

    /**
     * The answer.
     *
     * @param canary empty while there is none
     * @param steps what was done for this answer
     */
    record Document(Optional<Report> canary, List<Step> steps) {}

    @Override
    public void answer(List<String> rest, Exchange exchange) throws IOException {
        if (rest.size() > 1) {
            exchange.notFound();
        } else if (rest.isEmpty()) {
            if (exchange.isRead()) {
                exchange.answer(new Document(canaries.get().canary(), List.of()));
            }
        } else {
            change(rest.get(0), exchange);
        }
    }

    private void change(String action, Exchange exchange) throws IOException {
        if (!ACTIONS.contains(action)) {
            exchange.notFound("a canary cannot " + Refusal.quote(action) + Nearest.suggestion(action, ACTIONS));
        } else if (exchange.isChange()) {
            Start start = new Start();
            JsonBody.read(exchange, action, action.equals("start") ? Start.MEMBERS : List.of(), start);
            exchange.answer(change(action, start));
        }
    }

    private Document change(String action, Start start) {
        EngineCanaries there = canaries.get();
        List<Step> steps = new ArrayList<>();
        switch (action) {
            case "start" -> start.begin(there, steps);
            case "promote" -> there.promote(steps::add);
            default -> there.abort(steps::add);
        }
        return new Document(there.canary(), steps);
    }

    /** The body of a start, with the defaults of {@code roundhouse:canary}. */
    private static final class Start implements JsonBody.Members {
        static final List<String> MEMBERS =
                List.of("engine", "version", "models", "shadowPercent", "tolerance", "auto");

        private String engine = "";
        private String version = "";
        private List<String> models = List.of();
        private double shadowPercent = 20;
        private double tolerance;
        private boolean auto;

        @Override
        public void take(String name, JsonBody.Value value) throws IOException {
            switch (name) {
                case "engine" -> engine = word("engine", value.text("\"onnxruntime\""));
                case "version" -> version = Refusal.version(value.text("\"1.29.0\""));
                case "models" ->
                    models = value.texts("[\"credit\"]").stream()
                            .map(Refusal::name)
                            .toList();
                case "shadowPercent" -> shadowPercent = value.number("20");
                case "tolerance" -> tolerance = value.number("1e-3");
                default -> auto = value.flag();
            }
        }

        private static String word(String what, String word) {
            if (!io.roundhouse.api.model.ModelId.isName(word)) {
                throw Refusal.request("there is no " + what + " " + Refusal.quote(word));
            }
            return word;
        }

        void begin(EngineCanaries there, List<Step> steps) {
            if (engine.isEmpty() || version.isEmpty()) {
                throw Refusal.request("the body of start needs 'engine' and 'version', as"
                        + " {\"engine\":\"onnxruntime\",\"version\":\"1.29.0\"}");
            }
            there.start(engine, version, models, shadowPercent, tolerance, auto, steps::add);
        }
    }
}

package io.roundhouse.admin;

import io.roundhouse.server.control.Trends;
import io.roundhouse.server.control.Trends.Step;
import java.io.IOException;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** How numbers were over hours, days and months; to be read only. */
record TrendsResource(Supplier<Trends> trends) implements Resource {
    private static final List<String> PARAMETERS = List.of("name", "label", "from", "to", "step");
    private static final int LABELS_MAX = 32;

    @Override
    public void answer(List<String> rest, Exchange exchange) throws IOException {
        boolean report = rest.size() == 2 && rest.get(0).equals("reports");
        if (!rest.isEmpty() && !rest.equals(List.of("points")) && !report) {
            exchange.notFound();
        } else if (exchange.isRead()) {
            exchange.answer(rest.isEmpty() ? series() : report ? report(rest.get(1)) : points(exchange));
        }
    }

    private Map<String, Object> series() {
        Trends there = trends.get();
        return Map.of("series", there.series(), "trouble", there.trouble());
    }

    private Map<String, Object> report(String text) {
        try {
            return Map.of("month", text, "report", trends.get().report(YearMonth.parse(text)));
        } catch (DateTimeParseException e) {
            throw Refusal.request("a month is written as 2026-10, was " + Refusal.quote(text));
        }
    }

    private Map<String, Object> points(Exchange exchange) {
        Map<String, String[]> said = exchange.request().getParameterMap();
        said.keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusal.request("there is no parameter " + Refusal.quote(name) + "; known are " + PARAMETERS);
                });
        return Map.of(
                "points",
                trends.get()
                        .query(
                                one(said, "name"),
                                labels(said.getOrDefault("label", new String[0])),
                                millis(said, "from"),
                                millis(said, "to"),
                                step(one(said, "step"))));
    }

    private static String one(Map<String, String[]> said, String name) {
        String[] values = said.getOrDefault(name, new String[0]);
        if (values.length != 1) {
            throw Refusal.request("the parameter '" + name + "' is needed once, was there " + values.length + " times");
        }
        return values[0];
    }

    private static Map<String, String> labels(String[] said) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : said) {
            int equals = label.indexOf('=');
            if (equals <= 0 || labels.size() == LABELS_MAX) {
                throw Refusal.request("labels are written as label=model=credit, at most " + LABELS_MAX + ", was "
                        + Refusal.quote(label));
            }
            labels.put(label.substring(0, equals), label.substring(equals + 1));
        }
        return labels;
    }

    private static long millis(Map<String, String[]> said, String name) {
        String text = one(said, name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.request("'" + name + "' must be milliseconds since 1970, was " + Refusal.quote(text));
        }
    }

    private static Step step(String text) {
        return Arrays.stream(Step.values())
                .filter(step -> step.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.request("'step' must be minute, hour or day, was " + Refusal.quote(text)));
    }
}

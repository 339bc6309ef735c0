package io.roundhouse.admin;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.server.control.Trends;
import io.roundhouse.server.control.Trends.Step;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Numbers over months: which are kept, and with {@code name} what one of them was. */
record TrendsResource(Supplier<Trends> trends) implements Resource {
    private static final List<String> WORDS = List.of("name", "from", "to", "step");

    @Override
    public void answer(List<String> rest, Exchange exchange) throws IOException {
        if (!rest.isEmpty()) {
            exchange.notFound();
        } else if (exchange.isRead()) {
            Trends there = trends.get();
            String name = exchange.request().getParameter("name");
            exchange.answer(
                    name == null
                            ? Map.of("series", there.series(), "trouble", there.trouble())
                            : Map.of("points", points(there, name, exchange)));
        }
    }

    private static List<Trends.Point> points(Trends there, String name, Exchange exchange) {
        Map<String, String> labels = new TreeMap<>();
        exchange.request().getParameterMap().forEach((word, values) -> {
            if (!WORDS.contains(word)) {
                labels.put(word, values[0]);
            }
        });
        long to = millis("to", exchange.request().getParameter("to"), System.currentTimeMillis());
        long from = millis("from", exchange.request().getParameter("from"), to - 86_400_000L);
        return there.query(name, labels, from, to, step(exchange.request().getParameter("step")));
    }

    private static long millis(String word, @Nullable String text, long otherwise) {
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.request("'" + word + "' must be milliseconds since 1970, was " + Refusal.quote(text));
        }
    }

    private static Step step(@Nullable String text) {
        String word = text == null ? "minute" : text;
        List<String> words = Arrays.stream(Step.values())
                .map(step -> step.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!words.contains(word)) {
            throw Refusal.request("'step' must be minute, hour or day, was " + Refusal.quote(word)
                    + Nearest.suggestion(word, words));
        }
        return Step.valueOf(word.toUpperCase(Locale.ROOT));
    }
}

package io.roundhouse.admin;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a room tells of models, to be read only: all of it, or that of one model.
 *
 * @param word the list's name
 * @param doing what a model does that is told here, for a person: {@code takes feedback}
 */
record Reports<T>(String word, String doing, Supplier<List<T>> all, Function<T, String> model) implements Resource {
    @Override
    public void answer(List<String> rest, Exchange exchange) throws IOException {
        if (rest.size() > 1) {
            exchange.notFound();
        } else if (exchange.isRead()) {
            List<T> reports = all.get();
            exchange.answer(Map.of(word, rest.isEmpty() ? reports : of(Refusal.name(rest.get(0)), reports)));
        }
    }

    private List<T> of(String name, List<T> reports) {
        List<T> found = reports.stream()
                .filter(report -> model.apply(report).equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new InferenceException(
                    ErrorCode.MODEL_NOT_FOUND,
                    "no model " + Refusal.quote(name) + " " + doing
                            + Nearest.suggestion(
                                    name, reports.stream().map(model).distinct().toList()));
        }
        return found;
    }
}

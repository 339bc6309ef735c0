package io.roundhouse.alerts;

import io.roundhouse.server.control.Metrics.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All numbers of one moment, by name. */
final class Board {
    private final Map<String, List<Sample>> byName = new HashMap<>();

    Board(List<Sample> samples) {
        samples.forEach(sample ->
                byName.computeIfAbsent(sample.name(), name -> new ArrayList<>()).add(sample));
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    Set<String> names() {
        return byName.keySet();
    }

    List<Sample> select(Selector selector) {
        List<Sample> named = byName.getOrDefault(selector.metric(), List.of());
        return selector.where().isEmpty()
                ? named
                : named.stream()
                        .filter(sample -> selector.matches(sample.labels()))
                        .toList();
    }
}

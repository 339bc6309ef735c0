package io.roundhouse.capture;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.spi.monitor.Watched;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a request and its answer may be written. Where there are rules, a column that the model does not know is not
 * written at all: it may be one of those, mistyped by a client.
 */
final class Redaction {
    private static final String ID = "id";
    private static final String PARAMETERS = "parameters.";

    private final Map<String, Rule> rules;
    private final Set<String> known;

    private Redaction(Map<String, Rule> rules, Set<String> known) {
        this.rules = rules;
        this.known = known;
    }

    static Redaction of(Watched model, Settings written) {
        List<TensorSpec> specs = model.specs().values().stream()
                .flatMap(spec -> Stream.concat(spec.inputs().stream(), spec.outputs().stream()))
                .toList();
        Set<String> known = specs.stream().map(TensorSpec::name).collect(Collectors.toSet());
        if (!known.isEmpty()) { // else no arm is live yet, and the monitor is attached again when one is
            requireKnown(written, known);
        }
        Map<String, Rule> rules = new HashMap<>();
        for (String column : written.keys()) {
            Rule rule = Rule.of(written, column);
            requireTexts(written, column, rule, specs);
            rules.put(column, rule);
        }
        return new Redaction(Map.copyOf(rules), known);
    }

    private static void requireKnown(Settings written, Set<String> known) {
        Set<String> allowed = new TreeSet<>(known);
        allowed.add(ID);
        written.keys().stream().filter(key -> key.startsWith(PARAMETERS)).forEach(allowed::add);
        written.allow(allowed.toArray(String[]::new));
    }

    private static void requireTexts(Settings written, String column, Rule rule, List<TensorSpec> specs) {
        for (TensorSpec spec : specs) {
            if (rule.kind() == Rule.Kind.TRUNCATE && spec.name().equals(column) && spec.type() != DataType.BYTES) {
                throw written.invalid(
                        column,
                        "is " + spec.type() + ", and only texts can be truncated; use drop, hash or mask",
                        null);
            }
        }
    }

    /** Whether anything is to be hashed. */
    boolean needsSalt() {
        return rules.values().stream().anyMatch(rule -> rule.kind() == Rule.Kind.HASH);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    int size() {
        return rules.size();
    }

    /** What of an input or an output is written; nothing when it is dropped. */
    Optional<Tensor> column(String name, Tensor tensor, Veil veil) {
        Rule rule = rules.get(name);
        if (rule == null) {
            return rules.isEmpty() || known.contains(name) ? Optional.of(tensor) : Optional.empty();
        }
        return veil.tensor(rule, tensor);
    }

    /** What of a request's id is written. */
    Optional<String> id(String id, Veil veil) {
        return text(ID, id, veil);
    }

    /** What of a parameter is written. */
    Optional<String> parameter(String name, String value, Veil veil) {
        return text(PARAMETERS + name, value, veil);
    }

    private Optional<String> text(String key, String value, Veil veil) {
        Rule rule = rules.get(key);
        return rule == null ? Optional.of(value) : veil.text(rule, value);
    }
}

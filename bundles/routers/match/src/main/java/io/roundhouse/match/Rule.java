package io.roundhouse.match;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One rule: all it says must be so. A header or a parameter has to be there and, where words are given, be one of them;
 * the priority has to be within bounds. The protocol's highest priority is 1, and 0 means that the client named none.
 *
 * @param header in lower case
 * @param priorityMin 0 and {@link Integer#MAX_VALUE} where the rule says nothing about the priority
 */
record Rule(
        Optional<String> header,
        Optional<String> parameter,
        Words words,
        int priorityMin,
        int priorityMax,
        String arm) {

    static Rule read(Settings rule, List<String> answering) {
        rule.allow("header", "parameter", "is", "in", "like", "priority_min", "priority_max", "arm");
        boolean byPriority = rule.has("priority_min") || rule.has("priority_max");
        if (rule.has("header") && rule.has("parameter")) {
            throw rule.invalid("parameter", "must be in a rule of its own, as this one is about a header", null);
        }
        boolean byWord = rule.has("header") || rule.has("parameter");
        if (!byWord && !byPriority) {
            throw rule.invalid(
                    "arm", "needs something to match: 'header', 'parameter', 'priority_min' or 'priority_max'", null);
        }
        Words words = Words.read(rule, byWord);
        long max = rule.integer("priority_max", Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
        long min = rule.integer("priority_min", byPriority ? Math.min(1, max) : 0, 0, max);
        return new Rule(
                rule.findText("header").map(name -> name.toLowerCase(Locale.ROOT)),
                rule.findText("parameter"),
                words,
                (int) min,
                (int) max,
                arm(rule, answering));
    }

    private static String arm(Settings rule, List<String> answering) {
        String arm = rule.text("arm");
        if (!answering.contains(arm)) {
            throw rule.invalid(
                    "arm",
                    "names '" + arm + "', which is no arm that answers" + Nearest.suggestion(arm, answering),
                    null);
        }
        return arm;
    }

    boolean matches(InferenceRequest request) {
        if (request.priority() < priorityMin || request.priority() > priorityMax) {
            return false;
        }
        if (header.isPresent()) {
            return words.match(request.headers().get(header.get()));
        }
        return parameter.isEmpty() || words.match(request.parameters().get(parameter.get()));
    }
}

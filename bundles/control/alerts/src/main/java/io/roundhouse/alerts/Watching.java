package io.roundhouse.alerts;

import io.roundhouse.api.config.Nearest;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One rule and what it knows of the past. */
final class Watching {
    private final Rule rule;
    private final Signal signal;
    private final Set<String> seen = new HashSet<>();
    private String note = "";

    Watching(Rule rule, Signal signal) {
        this.rule = rule;
        this.signal = signal;
    }

    Rule rule() {
        return rule;
    }

    Signal signal() {
        return signal;
    }

    /** Why it says less than it should, in a sentence; empty when it does not. */
    String note() {
        return note;
    }

    Map<Map<String, String>, Double> look(long now, Board board) {
        Map<Map<String, String>, Double> found = signal.look(now, board);
        signal.metrics().stream().filter(board::has).forEach(seen::add);
        note = signal.metrics().stream()
                .filter(metric -> !seen.contains(metric))
                .findFirst()
                .map(metric -> unseen(metric, board))
                .orElse(
                        signal.crowded()
                                ? "only " + Signal.GROUPS_MAX
                                        + " groups are watched, there are more; fewer labels in 'by' make fewer groups"
                                : "");
        return found;
    }

    private static String unseen(String metric, Board board) {
        return "there is no metric '" + metric + "' yet"
                + Nearest.find(metric, board.names())
                        .map(near -> "; if it is mistyped: the nearest one is '" + near + "'")
                        .orElse("; it is watched as soon as there is");
    }
}

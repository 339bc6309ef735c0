package io.roundhouse.shell;

import io.roundhouse.api.config.Nearest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Options that stand behind the words: Karaf looks for options only before the first of them, and takes the rest as words.
 */
final class LateOptions {
    private LateOptions() {}

    /**
     * The words without the options among them.
     *
     * @param values those with a value, behind it or after {@code =}
     * @param flags those without
     */
    static List<String> take(List<String> words, Map<String, Consumer<String>> values, Map<String, Runnable> flags) {
        List<String> rest = new ArrayList<>();
        for (Iterator<String> each = words.iterator(); each.hasNext(); ) {
            String word = each.next();
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            Runnable flag = flags.get(word);
            Consumer<String> value = values.get(name);
            if (!word.startsWith("--")) {
                rest.add(word);
            } else if (flag != null) {
                flag.run();
            } else if (value == null) {
                Set<String> known = new TreeSet<>(values.keySet());
                known.addAll(flags.keySet());
                throw Refusal.request("there is no option '" + name + "'" + Nearest.suggestion(name, known));
            } else if (equals < 0 && !each.hasNext()) {
                throw Refusal.request("the option " + name + " needs a value");
            } else {
                value.accept(equals < 0 ? each.next() : word.substring(equals + 1));
            }
        }
        return rest;
    }
}

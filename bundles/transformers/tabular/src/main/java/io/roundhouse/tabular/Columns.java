package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which columns a step reads, and what those are called that it makes of them: the same, unless {@code into} or {@code
 * suffix} says otherwise.
 */
record Columns(List<String> from, List<String> into) {
    static final String COLUMNS = "columns";
    static final String INTO = "into";
    static final String SUFFIX = "suffix";

    /** Reads the three keys, and refuses others than those and {@code more}. */
    static Columns read(Settings settings, String... more) {
        settings.allow(
                Stream.concat(Stream.of(COLUMNS, INTO, SUFFIX), Stream.of(more)).toArray(String[]::new));
        List<String> from = names(settings, COLUMNS);
        if (settings.has(INTO) && settings.has(SUFFIX)) {
            throw settings.invalid(INTO, "and 'suffix' both name the new columns; take one away", null);
        }
        if (settings.has(INTO)) {
            List<String> into = names(settings, INTO);
            if (into.size() != from.size()) {
                throw settings.invalid(
                        INTO, "must name as many columns as 'columns', " + from.size() + ", was " + into, null);
            }
            return new Columns(from, into);
        }
        String suffix = settings.text(SUFFIX, "");
        List<String> into = from.stream().map(name -> name + suffix).toList();
        into.forEach(name -> requireLength(settings, SUFFIX, name));
        return new Columns(from, into);
    }

    /** At least one name under that key, none twice. */
    static List<String> names(Settings settings, String key) {
        List<String> names = settings.texts(key);
        if (names.isEmpty()) {
            throw settings.invalid(key, "must name at least one column, was empty", null);
        }
        requireDistinct(settings, key, names);
        return names;
    }

    static void requireDistinct(Settings settings, String key, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            requireLength(settings, key, name);
            if (!seen.add(name)) {
                throw settings.invalid(key, "names column '" + name + "' twice", null);
            }
        }
    }

    static String requireLength(Settings settings, String key, String name) {
        if (name.isEmpty() || name.length() > TensorSpec.NAME_LENGTH_MAX) {
            throw settings.invalid(
                    key,
                    "has a column's name of " + name.length() + " characters, it must have 1.."
                            + TensorSpec.NAME_LENGTH_MAX,
                    null);
        }
        return name;
    }

    static List<TensorSpec> numbers(List<String> names) {
        return specs(names, DataType.FP64);
    }

    static List<TensorSpec> texts(List<String> names) {
        return specs(names, DataType.BYTES);
    }

    private static List<TensorSpec> specs(List<String> names, DataType type) {
        List<TensorSpec> specs = new ArrayList<>();
        names.forEach(name -> specs.add(new TensorSpec(name, type, Shape.of(Shape.ANY))));
        return List.copyOf(specs);
    }
}

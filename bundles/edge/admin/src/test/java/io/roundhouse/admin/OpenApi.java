package io.roundhouse.admin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The description, and values held against its schemas. It knows the few words that the description uses, no others. */
final class OpenApi {
    private static final Set<String> WORDS = Set.of(
            "$ref",
            "additionalProperties",
            "anyOf",
            "description",
            "enum",
            "format",
            "items",
            "minimum",
            "pattern",
            "properties",
            "required",
            "type");

    final Map<String, Object> document;

    OpenApi(String json) throws IOException {
        this.document = Tree.map(Tree.parse(json));
    }

    /** A path with one of its methods, and what it says about them. */
    record Operation(String path, String method, Map<String, Object> description) {
        Set<String> statuses() {
            Set<String> statuses =
                    new TreeSet<>(Tree.map(description.get("responses")).keySet());
            statuses.remove("default");
            return statuses;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        Tree.map(document.get("paths")).forEach((path, item) -> Tree.map(item).forEach((word, description) -> {
            if (!word.equals("parameters")) {
                operations.add(new Operation(path, word.toUpperCase(java.util.Locale.ROOT), Tree.map(description)));
            }
        }));
        return operations;
    }

    Map<String, Object> schema(String name) {
        return resolved(Map.of("$ref", "#/components/schemas/" + name));
    }

    /** What is wrong with an answer of this status; empty when nothing is. */
    List<String> wrong(Operation operation, String status, String body) throws IOException {
        Map<String, Object> responses = Tree.map(operation.description().get("responses"));
        Map<String, Object> response = resolved(Tree.map(responses.getOrDefault(status, responses.get("default"))));
        Map<String, Object> content = Tree.map(Tree.map(response.get("content")).get("application/json"));
        List<String> wrong = new ArrayList<>();
        check(Tree.map(content.get("schema")), Tree.parse(body), "answer", wrong);
        return wrong;
    }

    /** What a reference points to, or the same. */
    Map<String, Object> resolved(Map<String, Object> here) {
        if (!(here.get("$ref") instanceof String reference)) {
            return here;
        }
        Map<String, Object> found = document;
        for (String word : reference.substring("#/".length()).split("/", -1)) {
            found = Tree.map(found.get(word));
        }
        return found;
    }

    private void check(Map<String, Object> given, @Nullable Object value, String at, List<String> wrong) {
        Map<String, Object> schema = resolved(given);
        schema.keySet().stream()
                .filter(word -> !WORDS.contains(word))
                .forEach(word -> wrong.add(at + ": the check does not know " + word));
        if (schema.containsKey("anyOf")) {
            checkAny(Tree.list(schema.get("anyOf")), value, at, wrong);
        }
        if (schema.containsKey("type") && !isOfType(schema.get("type"), value)) {
            wrong.add(at + " is no " + schema.get("type") + ": " + value);
        } else if (schema.get("properties") instanceof Map<?, ?> properties) {
            checkMembers(schema, Tree.map(properties), Tree.map(value), at, wrong);
        } else if (value instanceof List<?> elements) {
            elements.forEach(element -> check(Tree.map(schema.get("items")), element, at + "[]", wrong));
        } else {
            checkScalar(schema, value, at, wrong);
        }
    }

    private void checkAny(List<?> choices, @Nullable Object value, String at, List<String> wrong) {
        List<String> all = new ArrayList<>();
        for (Object choice : choices) {
            List<String> one = new ArrayList<>();
            check(Tree.map(choice), value, at, one);
            if (one.isEmpty()) {
                return;
            }
            all.addAll(one);
        }
        wrong.addAll(all);
    }

    private void checkMembers(
            Map<String, Object> schema,
            Map<String, Object> properties,
            Map<String, Object> value,
            String at,
            List<String> wrong) {
        for (Object name : Tree.list(schema.get("required"))) {
            if (!value.containsKey(name)) {
                wrong.add(at + " lacks " + name);
            }
        }
        value.forEach((name, member) -> {
            if (properties.containsKey(name)) {
                check(Tree.map(properties.get(name)), member, at + "." + name, wrong);
            } else {
                wrong.add(at + "." + name + " is not described");
            }
        });
    }

    private static void checkScalar(Map<String, Object> schema, @Nullable Object value, String at, List<String> wrong) {
        if (schema.containsKey("enum") && !Tree.list(schema.get("enum")).contains(value)) {
            wrong.add(at + " is none of " + schema.get("enum") + ": " + value);
        }
        if (schema.get("pattern") instanceof String pattern && !Pattern.matches(pattern, String.valueOf(value))) {
            wrong.add(at + " is not as " + pattern + ": " + value);
        }
        if (schema.get("minimum") instanceof Number minimum
                && value instanceof Number number
                && number.doubleValue() < minimum.doubleValue()) {
            wrong.add(at + " is less than " + minimum + ": " + value);
        }
    }

    private static boolean isOfType(@Nullable Object type, @Nullable Object value) {
        if (type instanceof List<?> types) {
            return types.stream().anyMatch(one -> isOfType(one, value));
        }
        return switch (String.valueOf(type)) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            default -> throw new AssertionError("the check does not know type " + type);
        };
    }
}

package io.roundhouse.alerts;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A rules file as {@link Settings}: words stay as they are written, and each knows its place. Smaller than the reader of
 * {@code model.yaml}, as the file is the operator's own; what could make it unfold or nest without end is refused all the
 * same.
 */
final class Yaml {
    static final int BYTES_MAX = 256 * 1024;
    private static final int DEPTH_MAX = 12;

    /** Lists of sections in which a word alone is a section without keys. */
    private static final Set<String> MIXED = Set.of("to", "actions");

    private final String file;

    private Yaml(String file) {
        this.file = file;
    }

    /** Throws {@code INVALID_CONFIGURATION} with file, line and column. */
    static Settings read(String file, byte[] content) {
        if (content.length > BYTES_MAX) {
            throw wrong(
                    file,
                    "has " + content.length + " bytes, at most " + BYTES_MAX + " are allowed; divide or drop rules");
        }
        return new Yaml(file).document(new String(content, StandardCharsets.UTF_8));
    }

    private Settings document(String text) {
        LoadSettings settings =
                LoadSettings.builder().setLabel(file).setUseMarks(true).build();
        try {
            refuseWhatUnfolds(settings, text);
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty() || isNothing(root.get())) {
                return Settings.builder(file + ":1:1").build();
            }
            if (root.get() instanceof MappingNode mapping) {
                return section(mapping, place(mapping));
            }
            throw wrong(place(root.get()), "the file must be a section of keys, like 'rules:'");
        } catch (MarkedYamlEngineException e) {
            throw wrong(e.getProblemMark().map(this::place).orElse(file), firstLine(e.getProblem()));
        } catch (YamlEngineException e) {
            throw wrong(file, "is not valid YAML: " + firstLine(e.getMessage()));
        }
    }

    private void refuseWhatUnfolds(LoadSettings settings, String text) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof AliasEvent) {
                throw wrong(place(event), "aliases (*name) are not allowed; write the value where it is needed");
            } else if (event instanceof CollectionStartEvent && ++depth > DEPTH_MAX) {
                throw wrong(place(event), "sections are nested more than " + DEPTH_MAX + " deep; write them flatter");
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private Settings section(MappingNode node, String place) {
        Settings.Builder builder = Settings.builder(place);
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode word)) {
                throw wrong(place(tuple.getKeyNode()), "a key must be a single word");
            }
            if (!seen.add(word.getValue())) {
                throw wrong(place(word), "'" + word.getValue() + "' is written twice; keep one of them");
            }
            put(builder, word.getValue(), tuple.getValueNode(), place(word));
        }
        return builder.build();
    }

    private void put(Settings.Builder builder, String key, Node value, String at) {
        if (isNothing(value)) {
            builder.put(key, Settings.builder(at).build());
        } else if (value instanceof ScalarNode scalar) {
            builder.put(key, scalar.getValue(), at);
        } else if (value instanceof MappingNode mapping) {
            builder.put(key, section(mapping, at));
        } else if (value instanceof SequenceNode sequence) {
            list(builder, key, sequence.getValue(), at);
        }
    }

    private void list(Settings.Builder builder, String key, List<Node> items, String at) {
        if (!MIXED.contains(key) && items.stream().allMatch(ScalarNode.class::isInstance)) {
            builder.putTexts(
                    key,
                    items.stream().map(item -> ((ScalarNode) item).getValue()).toList(),
                    at);
            return;
        }
        List<Settings> sections = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof MappingNode mapping) {
                sections.add(section(mapping, place(item)));
            } else if (item instanceof ScalarNode word) {
                sections.add(Settings.builder(place(item))
                        .put(word.getValue(), Settings.builder(place(item)).build())
                        .build());
            } else {
                throw wrong(place(item), "a list inside the list '" + key + "' is not known here");
            }
        }
        builder.putSections(key, sections, at);
    }

    private static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private String place(Node node) {
        return node.getStartMark().map(this::place).orElse(file);
    }

    private String place(Event event) {
        return event.getStartMark().map(this::place).orElse(file);
    }

    private String place(Mark mark) {
        return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "it cannot be read" : text.lines().findFirst().orElse("it cannot be read");
    }

    private static InferenceException wrong(String place, String sentence) {
        return new InferenceException(ErrorCode.INVALID_CONFIGURATION, place + ": " + sentence);
    }
}

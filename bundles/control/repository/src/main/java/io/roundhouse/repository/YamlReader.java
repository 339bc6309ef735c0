package io.roundhouse.repository;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
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
 * YAML to {@link Settings}. No object is made from a tag; values stay the text that was written, so that {@code 1.20} is
 * a version and not 1.2. A key without a value is a section without keys, and at the top as if it were not there.
 */
final class YamlReader {
    /** Some editors begin a file with it; no key does. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String file;
    private final Set<String> sectionLists;
    private final YamlLimits limits;

    private YamlReader(String file, Set<String> sectionLists, YamlLimits limits) {
        this.file = file;
        this.sectionLists = sectionLists;
        this.limits = limits;
    }

    /**
     * Reads a document.
     *
     * @param file what stands before line and column in a message
     * @param sectionLists keys whose lists are lists of sections even if only words stand there
     * @throws InferenceException {@code INVALID_CONFIGURATION}
     */
    static Settings read(String file, byte[] content, Set<String> sectionLists, YamlLimits limits) {
        return new YamlReader(file, sectionLists, limits).document(content);
    }

    private Settings document(byte[] content) {
        limits.checkSize(file, content.length);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setUseMarks(true)
                .setCodePointLimit(limits.bytesMax())
                .build();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            limits.check(file, settings, text);
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty() || isNull(root.get())) {
                return Settings.builder(file + ":1:1").build();
            }
            if (root.get() instanceof MappingNode mapping) {
                return section(mapping, place(root.get()), true);
            }
            throw wrong(place(root.get()), "the document must be a section of keys", null);
        } catch (CharacterCodingException e) {
            throw wrong(file, "is not valid UTF-8", e);
        } catch (MarkedYamlEngineException e) {
            throw wrong(e.getProblemMark().map(this::place).orElse(file), oneLine(e.getProblem()), e);
        } catch (YamlEngineException e) {
            throw wrong(file, "is not valid YAML: " + oneLine(e.getMessage()), e);
        }
    }

    private Settings section(MappingNode node, String place, boolean top) {
        Settings.Builder builder = Settings.builder(place);
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw wrong(place(tuple.getKeyNode()), "a key must be a single word", null);
            }
            String key = keyNode.getValue();
            String at = place(keyNode);
            if (!seen.add(key)) {
                throw wrong(at, "'" + key + "' is written twice", null);
            }
            if (!(top && isNull(tuple.getValueNode()))) {
                put(builder, key, tuple.getValueNode(), at);
            }
        }
        return builder.build();
    }

    private void put(Settings.Builder builder, String key, Node value, String at) {
        if (isNull(value)) {
            builder.put(key, Settings.builder(at).build());
        } else if (value instanceof ScalarNode scalar) {
            builder.put(key, scalar.getValue(), at);
        } else if (value instanceof MappingNode mapping) {
            builder.put(key, section(mapping, at, false));
        } else if (value instanceof SequenceNode sequence) {
            list(builder, key, sequence.getValue(), at);
        }
    }

    /** All words, a list of texts; else a list of sections, in which a word stands for a key without a value. */
    private void list(Settings.Builder builder, String key, List<Node> items, String at) {
        if (!sectionLists.contains(key) && items.stream().allMatch(ScalarNode.class::isInstance)) {
            builder.putTexts(
                    key,
                    items.stream().map(item -> ((ScalarNode) item).getValue()).toList(),
                    at);
            return;
        }
        List<Settings> sections = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof MappingNode mapping) {
                sections.add(section(mapping, place(item), false));
            } else if (item instanceof ScalarNode scalar) {
                Settings.Builder one = Settings.builder(place(item));
                one.put(scalar.getValue(), Settings.builder(place(item)).build());
                sections.add(one.build());
            } else {
                throw wrong(place(item), "a list inside the list '" + key + "' is not known here", null);
            }
        }
        builder.putSections(key, sections, at);
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private String place(Node node) {
        return node.getStartMark().map(this::place).orElse(file);
    }

    private String place(Mark mark) {
        return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    private static String oneLine(@Nullable String text) {
        return text == null ? "it cannot be read" : text.lines().findFirst().orElse("it cannot be read");
    }

    private static InferenceException wrong(String place, String sentence, @Nullable Throwable cause) {
        return new InferenceException(ErrorCode.INVALID_CONFIGURATION, place + ": " + sentence, cause);
    }
}

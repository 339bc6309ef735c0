package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Settings as people write them. */
final class Yaml {
    private Yaml() {}

    static Settings settings(String yaml) {
        Node root = new Compose(LoadSettings.builder().setUseMarks(true).build())
                .composeString(yaml)
                .orElseThrow();
        return section((MappingNode) root);
    }

    private static Settings section(MappingNode node) {
        Settings.Builder section = Settings.builder(place(node));
        for (NodeTuple entry : node.getValue()) {
            String key = ((ScalarNode) entry.getKeyNode()).getValue();
            String at = place(entry.getKeyNode());
            Node value = entry.getValueNode();
            if (value instanceof ScalarNode scalar) {
                section.put(key, scalar.getValue(), at);
            } else if (value instanceof MappingNode mapping) {
                section.put(key, section(mapping));
            } else if (value instanceof SequenceNode sequence) {
                list(section, key, sequence, at);
            }
        }
        return section.build();
    }

    private static void list(Settings.Builder section, String key, SequenceNode node, String at) {
        List<String> texts = new ArrayList<>();
        List<Settings> sections = new ArrayList<>();
        for (Node item : node.getValue()) {
            if (item instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                sections.add(section((MappingNode) item));
            }
        }
        if (sections.isEmpty()) {
            section.putTexts(key, texts, at);
        } else {
            section.putSections(key, sections, at);
        }
    }

    private static String place(Node node) {
        return node.getStartMark()
                .map(mark -> "model.yaml:" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse("model.yaml");
    }
}

package io.roundhouse.repository;

import io.roundhouse.api.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

/** {@link Settings} to YAML that {@link YamlReader} reads back equal: a section a block, a list of words on a line. */
final class YamlWriter {
    /** Plain where anybody sees that it is one word; the library quotes what only looks so. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./-][A-Za-z0-9_./+ -]*");

    private static final ImplicitTuple NO_TAG = new ImplicitTuple(true, true);

    private final List<Event> events = new ArrayList<>();

    private YamlWriter() {}

    static String write(Settings document) {
        YamlWriter writer = new YamlWriter();
        writer.events.add(new StreamStartEvent());
        writer.events.add(new DocumentStartEvent(false, Optional.empty(), Map.of()));
        writer.section(document);
        writer.events.add(new DocumentEndEvent(false));
        writer.events.add(new StreamEndEvent());
        DumpSettings format = DumpSettings.builder().setSplitLines(false).build(); // folded lines lose blanks
        return new Present(format).emitToString(writer.events.iterator());
    }

    private void section(Settings section) {
        events.add(new MappingStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK));
        for (String key : section.keys()) {
            word(key);
            if (section.isSection(key)) {
                section(section.section(key));
            } else if (section.isTexts(key)) {
                list(FlowStyle.FLOW);
                section.texts(key).forEach(this::word);
                events.add(new SequenceEndEvent());
            } else if (section.isSections(key)) {
                list(FlowStyle.BLOCK);
                section.sections(key).forEach(this::section);
                events.add(new SequenceEndEvent());
            } else {
                word(section.text(key));
            }
        }
        events.add(new MappingEndEvent());
    }

    private void list(FlowStyle style) {
        events.add(new SequenceStartEvent(Optional.empty(), Optional.empty(), true, style));
    }

    private void word(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !text.equals("null");
        ScalarStyle style = plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
        events.add(new ScalarEvent(Optional.empty(), Optional.empty(), NO_TAG, text, style));
    }
}

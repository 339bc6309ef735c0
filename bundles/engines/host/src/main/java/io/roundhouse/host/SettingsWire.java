package io.roundhouse.host;

import io.roundhouse.api.config.Settings;
import java.util.ArrayList;
import java.util.List;

/** Settings in a frame, with the places that they were written at, so that a child's refusal names them. */
final class SettingsWire {
    private static final int DEPTH_MAX = 32;
    private static final int KEYS_MAX = 4096;
    private static final int TEXT_MAX = 256 * 1024;

    private static final int TEXT = 0;
    private static final int SECTION = 1;
    private static final int TEXTS = 2;
    private static final int SECTIONS = 3;

    private SettingsWire() {}

    static void write(Out out, Settings settings) {
        out.text(settings.place()).u32(settings.keys().size());
        for (String key : settings.keys()) {
            out.text(key);
            if (settings.isSection(key)) {
                write(out.u8(SECTION), settings.section(key));
            } else if (settings.isSections(key)) {
                List<Settings> sections = settings.sections(key);
                out.u8(SECTIONS).text(settings.place(key)).u32(sections.size());
                sections.forEach(section -> write(out, section));
            } else if (settings.isTexts(key)) {
                List<String> texts = settings.texts(key);
                out.u8(TEXTS).text(settings.place(key)).u32(texts.size());
                texts.forEach(out::text);
            } else {
                out.u8(TEXT).text(settings.place(key)).text(settings.text(key));
            }
        }
    }

    static Settings read(In in) throws WireException {
        return read(in, DEPTH_MAX);
    }

    private static Settings read(In in, int depth) throws WireException {
        if (depth == 0) {
            throw new WireException("settings within settings, more than " + DEPTH_MAX + " deep");
        }
        Settings.Builder builder = Settings.builder(in.text(TEXT_MAX));
        int keys = in.count(KEYS_MAX, Integer.BYTES + 1);
        for (int i = 0; i < keys; i++) {
            String key = in.text(TEXT_MAX);
            int kind = in.u8();
            if (kind == SECTION) {
                builder.put(key, read(in, depth - 1));
                continue;
            }
            String at = in.text(TEXT_MAX);
            switch (kind) {
                case TEXT -> builder.put(key, in.text(TEXT_MAX), at);
                case TEXTS -> builder.putTexts(key, texts(in), at);
                case SECTIONS -> builder.putSections(key, sections(in, depth - 1), at);
                default -> throw new WireException("a setting of an unknown kind");
            }
        }
        return builder.build();
    }

    private static List<String> texts(In in) throws WireException {
        int count = in.count(KEYS_MAX, Integer.BYTES);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.text(TEXT_MAX));
        }
        return texts;
    }

    private static List<Settings> sections(In in, int depth) throws WireException {
        int count = in.count(KEYS_MAX, 2 * Integer.BYTES);
        List<Settings> sections = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sections.add(read(in, depth));
        }
        return sections;
    }
}

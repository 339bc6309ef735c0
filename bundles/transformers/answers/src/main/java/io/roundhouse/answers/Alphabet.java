package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What each class of a reading model says: the blank, the lines of a dictionary, and at the end a space if it has one. */
final class Alphabet {
    private final List<byte[]> characters;
    private final int blank;

    private Alphabet(List<byte[]> characters, int blank) {
        this.characters = characters;
        this.blank = blank;
    }

    static Alphabet read(ModelArtifact artifact, Settings settings) {
        String name = settings.text("dictionary");
        List<String> lines = LineFile.read(artifact, settings, "dictionary");
        if (lines.isEmpty() || lines.contains("")) {
            String empty = lines.isEmpty() ? "it has no line" : "line " + (lines.indexOf("") + 1) + " is empty";
            throw LineFile.failed(name, "must have a character on each line, " + empty, null);
        }
        boolean space = settings.flag("space", true);
        int blankMax = lines.size() + (space ? 1 : 0);
        return of(lines, (int) settings.integer("blank", 0, 0, blankMax), space);
    }

    static Alphabet of(List<String> lines, int blank, boolean space) {
        List<byte[]> characters = new ArrayList<>();
        for (String line : lines) {
            characters.add(line.getBytes(StandardCharsets.UTF_8));
        }
        if (space) {
            characters.add(new byte[] {' '});
        }
        characters.add(blank, new byte[0]);
        return new Alphabet(characters, blank);
    }

    int size() {
        return characters.size();
    }

    int blank() {
        return blank;
    }

    byte[] get(int index) {
        return characters.get(index);
    }
}

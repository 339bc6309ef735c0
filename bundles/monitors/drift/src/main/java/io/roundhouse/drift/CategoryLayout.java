package io.roundhouse.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words that are counted one by one; all others are counted together.
 *
 * @param words at most {@link #WORDS_MAX}
 */
record CategoryLayout(List<String> words, Map<String, Integer> index) implements Layout {
    static final int WORDS_MAX = 32;

    CategoryLayout(List<String> words) {
        this(words, indexOf(words));
    }

    CategoryLayout {
        words = List.copyOf(words);
        if (words.size() > WORDS_MAX || index.size() != words.size()) {
            throw new IllegalArgumentException("categories must be at most " + WORDS_MAX + " different words");
        }
    }

    private static Map<String, Integer> indexOf(List<String> words) {
        Map<String, Integer> index = new HashMap<>();
        words.forEach(word -> index.putIfAbsent(word, index.size()));
        return index;
    }

    int cells() {
        return words.size() + 1;
    }

    /** The cell of a word; the last one for any other. */
    int cell(String word) {
        Integer cell = index.get(word);
        return cell == null ? words.size() : cell;
    }

    @Override
    public Counts begin() {
        return new CategoryCounts(this);
    }

    @Override
    public Counts beginReference() {
        return new CategoryCounts(this);
    }

    @Override
    public int retainedBytes() {
        int bytes = 256;
        for (String word : words) {
            bytes += 2 * word.length() + 120; // the text, its entry in the map, its number
        }
        return bytes;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(words.size());
        for (String word : words) {
            out.writeUTF(word);
        }
    }

    static CategoryLayout read(DataInput in) throws IOException {
        List<String> words = new ArrayList<>();
        int count = Counts.readCount(in, WORDS_MAX);
        for (int i = 0; i < count; i++) {
            words.add(in.readUTF());
        }
        return new CategoryLayout(words);
    }
}

package io.roundhouse.tabular;

import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Walks over the elements of a BYTES column once, where they lie: no arrays, no strings. */
final class Texts {
    /** An element of a text that is missing. */
    static final byte[] MISSING = new byte[0];

    private static final char REPLACEMENT = '\uFFFD';

    /** All elements, with their lengths before them. */
    final ByteBuffer data;

    /** Where the element at hand begins, and its bytes. */
    int at;

    int length;

    Texts(Tensor column) {
        data = column.data();
    }

    /** The next element, while there is one. */
    boolean next() {
        int from = at + length;
        if (from >= data.limit()) {
            return false;
        }
        length = data.getInt(from);
        at = from + Integer.BYTES;
        return true;
    }

    boolean isMissing() {
        return length == 0;
    }

    byte[] bytes() {
        byte[] bytes = new byte[length];
        data.get(at, bytes);
        return bytes;
    }

    /** The element at hand as a text, empty when it is not valid UTF-8. */
    Optional<String> text() {
        String text = new String(bytes(), StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) { // the lenient reader puts one for every fault
            return Optional.of(text);
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(data.slice(at, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}

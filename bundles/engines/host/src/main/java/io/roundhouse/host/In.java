package io.roundhouse.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A frame being read. Its bytes are a copy of our own, so that what was checked is what is used, and every field is
 * checked as it is read: nothing is allocated by a number that the other side wrote before it is known to be in bounds.
 */
final class In {
    /** The longest sentence, in characters. */
    static final int SENTENCE_MAX = 8 * 1024;

    private final ByteBuffer bytes;

    /** @param frame from its kind to its end */
    In(byte[] frame) {
        bytes = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    }

    int u8() throws WireException {
        return Byte.toUnsignedInt(require(Byte.BYTES).get());
    }

    int u16() throws WireException {
        return Short.toUnsignedInt(require(Short.BYTES).getShort());
    }

    /** A number that is never negative. */
    int u31() throws WireException {
        int value = require(Integer.BYTES).getInt();
        if (value < 0) {
            throw new WireException("a number has the sign bit set: " + Integer.toHexString(value));
        }
        return value;
    }

    int i32() throws WireException {
        return require(Integer.BYTES).getInt();
    }

    long i64() throws WireException {
        return require(Long.BYTES).getLong();
    }

    /** A count of things that take at least so many bytes each. */
    int count(int max, int leastBytes) throws WireException {
        int count = u31();
        if (count > max || (long) count * leastBytes > bytes.remaining()) {
            throw new WireException("a count of " + count + " where at most " + max + " are allowed and "
                    + bytes.remaining() + " bytes are left");
        }
        return count;
    }

    /** @param max in bytes */
    String text(int max) throws WireException {
        int length = count(max, 1);
        ByteBuffer part = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(part).toString();
        } catch (CharacterCodingException e) {
            throw new WireException("a text is no UTF-8");
        }
    }

    /** One that people read: nothing in it moves a terminal. */
    String sentence() throws WireException {
        return text(4 * SENTENCE_MAX).replaceAll("\\p{Cntrl}", " ").strip();
    }

    <E extends Enum<E>> E constant(E[] constants) throws WireException {
        int ordinal = u8();
        if (ordinal >= constants.length) {
            String what = constants[0].getDeclaringClass().getSimpleName().toLowerCase(Locale.ROOT);
            throw new WireException("no " + what + " has the number " + ordinal);
        }
        return constants[ordinal];
    }

    void end() throws WireException {
        if (bytes.hasRemaining()) {
            throw new WireException(bytes.remaining() + " bytes are left behind the last field");
        }
    }

    private ByteBuffer require(int size) throws WireException {
        if (bytes.remaining() < size) {
            throw new WireException("a frame ends within a field");
        }
        return bytes;
    }
}

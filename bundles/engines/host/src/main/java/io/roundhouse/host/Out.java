package io.roundhouse.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A frame being written: its length, its kind, its fields, little-endian. One thread; used again and again. */
final class Out {
    private ByteBuffer buffer = ByteBuffer.allocateDirect(1024).order(ByteOrder.LITTLE_ENDIAN);

    Out begin(int kind) {
        buffer.clear();
        return u32(0).u8(kind);
    }

    /** What was written since {@link #begin}; valid until the next one. */
    ByteBuffer end() {
        buffer.flip();
        return buffer.putInt(0, buffer.limit() - Integer.BYTES);
    }

    Out u8(int value) {
        room(Byte.BYTES).put((byte) value);
        return this;
    }

    Out u16(int value) {
        room(Short.BYTES).putShort((short) value);
        return this;
    }

    Out u32(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    Out u64(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    @SuppressWarnings("EnumOrdinal") // both sides are of one jar
    Out constant(Enum<?> constant) {
        return u8(constant.ordinal());
    }

    Out text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        u32(bytes.length);
        room(bytes.length).put(bytes);
        return this;
    }

    /** A sentence of anybody's, cut where a frame would not hold it. */
    Out sentence(String text) {
        return text(text.length() <= In.SENTENCE_MAX ? text : text.substring(0, In.SENTENCE_MAX - 1) + "…");
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int size = Math.max(Math.addExact(buffer.position(), bytes), 2 * buffer.capacity());
            ByteBuffer larger = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }
}

package io.roundhouse.openinference;

import java.io.DataInput;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a request with a place to read on from. Jackson reads the structure of the JSON through {@link
 * DataInput}, one byte at a time and never ahead, so that at the beginning of a tensor's data the numbers can be read
 * straight from the bytes and Jackson goes on behind them.
 */
final class Body implements DataInput {
    /** Without a stack trace: it only tells Jackson that the JSON ends here. */
    private static final class End extends EOFException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    final byte[] bytes;
    /** Behind the last byte of the JSON. */
    final int end;
    /** Behind the last byte of everything. */
    final int limit;

    int position;

    Body(byte[] bytes, int from, int end, int limit) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
        this.limit = limit;
    }

    /** The same bytes, read on from elsewhere. */
    Body at(int from) {
        return new Body(bytes, from, end, limit);
    }

    @Override
    public int readUnsignedByte() throws EOFException {
        if (position >= end) {
            throw new End();
        }
        return bytes[position++] & 0xff;
    }

    @Override
    public byte readByte() throws EOFException {
        return (byte) readUnsignedByte();
    }

    /** The next byte that is no white space, not consumed; -1 at the end. */
    int peek() {
        while (position < end) {
            byte b = bytes[position];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xff;
            }
            position++;
        }
        return -1;
    }

    /** Jackson lets overlong forms and surrogates pass; the JDK's decoder does not. Plain ASCII is seen at a glance. */
    void requireUtf8() {
        for (int i = position; i < end; i++) {
            if (bytes[i] < 0) {
                decode();
                return;
            }
        }
    }

    private void decode() {
        CharBuffer chunk = CharBuffer.allocate(1_024);
        var decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
        ByteBuffer rest = ByteBuffer.wrap(bytes, position, end - position);
        try {
            while (true) {
                var result = decoder.decode(rest, chunk, true);
                if (result.isUnderflow()) {
                    return;
                }
                if (result.isError()) {
                    result.throwException();
                }
                chunk.clear();
            }
        } catch (CharacterCodingException e) {
            throw Refusal.request("the JSON is not UTF-8 at byte " + rest.position());
        }
    }

    @Override
    public void readFully(byte[] into) {
        throw notUsed();
    }

    @Override
    public void readFully(byte[] into, int offset, int length) {
        throw notUsed();
    }

    @Override
    public int skipBytes(int count) {
        throw notUsed();
    }

    @Override
    public boolean readBoolean() {
        throw notUsed();
    }

    @Override
    public short readShort() {
        throw notUsed();
    }

    @Override
    public int readUnsignedShort() {
        throw notUsed();
    }

    @Override
    public char readChar() {
        throw notUsed();
    }

    @Override
    public int readInt() {
        throw notUsed();
    }

    @Override
    public long readLong() {
        throw notUsed();
    }

    @Override
    public float readFloat() {
        throw notUsed();
    }

    @Override
    public double readDouble() {
        throw notUsed();
    }

    @Override
    public String readLine() {
        throw notUsed();
    }

    @Override
    public String readUTF() {
        throw notUsed();
    }

    private static IllegalStateException notUsed() {
        return new IllegalStateException("a JSON parser reads bytes");
    }
}

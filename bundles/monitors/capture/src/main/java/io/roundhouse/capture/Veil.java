package io.roundhouse.capture;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Draws a rule over values. A number stays one of its type, so that a captured request can still be sent. */
final class Veil {
    private static final int BFLOAT16_BITS_WHOLE = 8;
    private static final int FLOAT_BITS_WHOLE = 24;
    private static final int DOUBLE_BITS_WHOLE = 53;

    private final Salt salt;

    Veil(Salt salt) {
        this.salt = salt;
    }

    Optional<Tensor> tensor(Rule rule, Tensor tensor) {
        if (rule.kind() == Rule.Kind.DROP) {
            return Optional.empty();
        }
        if (tensor.type() == DataType.BYTES) {
            UnaryOperator<String> one = text -> text(rule, text).orElse("");
            return Optional.of(Tensor.ofTexts(
                    tensor.shape(), tensor.texts().stream().map(one).toList()));
        }
        return rule.kind() == Rule.Kind.TRUNCATE ? Optional.empty() : Optional.of(numbers(rule, tensor));
    }

    Optional<String> text(Rule rule, String text) {
        return switch (rule.kind()) {
            case DROP -> Optional.empty();
            case HASH -> Optional.of(salt.text(text));
            case MASK -> Optional.of(mask(text));
            case TRUNCATE -> Optional.of(truncate(text, rule.length()));
        };
    }

    /** Letters and digits give way, what stands between them does not: {@code **-****}. */
    private static String mask(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        text.codePoints().forEach(c -> masked.appendCodePoint(Character.isLetterOrDigit(c) ? '*' : c));
        return masked.toString();
    }

    private static String truncate(String text, int length) {
        int end = Math.min(length, text.length());
        if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--; // half a character is none
        }
        return text.substring(0, end);
    }

    /** Zeros for a mask; for a hash whole numbers from 0 on that the type can tell apart. */
    private Tensor numbers(Rule rule, Tensor tensor) {
        Tensor veiled = Tensor.allocate(tensor.type(), tensor.shape());
        if (rule.kind() == Rule.Kind.HASH) {
            ByteBuffer from = tensor.data();
            ByteBuffer to = veiled.data();
            while (from.hasRemaining()) {
                hash(tensor.type(), from, to);
            }
        }
        return veiled;
    }

    private void hash(DataType type, ByteBuffer from, ByteBuffer to) {
        switch (type) {
            case FP64 -> to.putDouble((double) bits(Double.doubleToLongBits(from.getDouble()), DOUBLE_BITS_WHOLE));
            case FP32 -> to.putFloat((float) bits(Float.floatToIntBits(from.getFloat()), FLOAT_BITS_WHOLE));
            case INT64, UINT64 -> to.putLong(bits(from.getLong(), DOUBLE_BITS_WHOLE));
            case INT32, UINT32 -> to.putInt((int) bits(from.getInt(), Integer.SIZE - 1));
            case INT16, UINT16, FP16, BF16 -> to.putShort((short) bits(from.getShort(), BFLOAT16_BITS_WHOLE));
            case INT8, UINT8 -> to.put((byte) bits(from.get(), Byte.SIZE - 1));
            default -> to.put((byte) bits(from.get(), 1));
        }
    }

    private long bits(long value, int count) {
        return salt.number(value) >>> (Long.SIZE - count);
    }
}

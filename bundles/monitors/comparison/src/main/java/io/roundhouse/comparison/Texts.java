package io.roundhouse.comparison;

import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Elements and names as short texts for a person. Pure. */
final class Texts {
    private static final int ELEMENT_MAX = 40;
    private static final int ID_MAX = 100;

    private Texts() {}

    static String id(String requestId) {
        return cut(requestId, ID_MAX);
    }

    /** One element; empty when there is none. */
    static String element(Tensor tensor, int index) {
        if (index < 0 || index >= tensor.shape().elements()) {
            return "";
        }
        ByteBuffer data = tensor.data();
        return switch (tensor.type()) {
            case BYTES -> text(data, index);
            case FP64 -> Double.toString(data.getDouble(index * 8));
            case FP32, FP16, BF16 -> Float.toString((float) tensor.type().number(data, index));
            case UINT64 -> Long.toUnsignedString(data.getLong(index * 8));
            default -> Long.toString(Numbers.integer(tensor.type(), data, index));
        };
    }

    private static String text(ByteBuffer data, int index) {
        int at = 0;
        for (int i = 0; i < index; i++) {
            at += Integer.BYTES + data.getInt(at);
        }
        byte[] bytes = new byte[Math.min(4 * ELEMENT_MAX, data.getInt(at))];
        data.get(at + Integer.BYTES, bytes);
        return cut(new String(bytes, StandardCharsets.UTF_8), ELEMENT_MAX);
    }

    private static String cut(String text, int max) {
        String plain = text.replaceAll("\\p{Cntrl}", "\u00b7");
        return plain.length() <= max ? plain : plain.substring(0, max - 1) + "\u2026";
    }
}

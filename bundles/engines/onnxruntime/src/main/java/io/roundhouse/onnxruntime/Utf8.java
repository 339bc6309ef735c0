package io.roundhouse.onnxruntime;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads texts that go into ORT. Its Java binding passes strings in Java's own variant of UTF-8, which differs for the
 * character 0 and for those beyond the basic plane: these would arrive as other bytes than the model was trained with,
 * so they are refused, as is what is no UTF-8.
 */
final class Utf8 {
    private Utf8() {}

    static String decode(String input, int element, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
                    throw refused(
                            input,
                            element,
                            String.format(
                                    "holds the character U+%04X, which ONNX Runtime's Java binding cannot pass;"
                                            + " allowed are U+0001 to U+FFFF",
                                    text.codePointAt(i)));
                }
            }
            return text;
        } catch (CharacterCodingException e) {
            throw refused(input, element, "is not UTF-8, and ONNX Runtime's Java binding passes nothing else");
        }
    }

    private static InferenceException refused(String input, int element, String why) {
        return new InferenceException(
                ErrorCode.INVALID_INPUT, "element " + element + " of input '" + input + "' " + why);
    }
}

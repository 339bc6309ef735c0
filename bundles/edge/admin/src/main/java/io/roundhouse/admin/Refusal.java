package io.roundhouse.admin;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;

/** The room's errors, and how a client's words are repeated in them. */
final class Refusal {
    private static final int ECHO_LENGTH_MAX = 64;

    private Refusal() {}

    static InferenceException request(String sentence) {
        return new InferenceException(ErrorCode.INVALID_REQUEST, sentence);
    }

    /** In quotes, without control characters, cut at 64 characters. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder().append('\'');
        for (int i = 0; i < Math.min(text.length(), ECHO_LENGTH_MAX); i++) {
            char c = text.charAt(i);
            boolean printable =
                    c >= ' ' && c != 0x7f && c != '\'' && Character.isDefined(c) && !Character.isSurrogate(c);
            quoted.append(printable ? c : '?');
        }
        return quoted.append(text.length() > ECHO_LENGTH_MAX ? "…'" : "'").toString();
    }
}

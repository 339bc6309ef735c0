package io.roundhouse.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The body of every error: {@code {"error":…,"code":…,"request_id":…}}. */
final class ErrorBody {
    static final String CONTENT_TYPE = "application/json";

    private static final int SENTENCE_LENGTH_MAX = 2_000;
    private static final int ID_LENGTH_MAX = 128;
    private static final String ID_PREFIX =
            Long.toHexString(ThreadLocalRandom.current().nextLong()) + "-e";
    private static final AtomicLong IDS = new AtomicLong();

    private ErrorBody() {}

    static byte[] of(String sentence, String code, String requestId) {
        StringBuilder json = new StringBuilder(96 + sentence.length()).append("{\"error\":\"");
        escape(json, cut(sentence, SENTENCE_LENGTH_MAX));
        json.append("\",\"code\":\"").append(code).append("\",\"request_id\":\"");
        escape(json, requestId);
        return json.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The id the client gave, cut, or a new one. */
    static String requestId(@Nullable String given) {
        return given == null || given.isEmpty() ? ID_PREFIX + IDS.incrementAndGet() : cut(given, ID_LENGTH_MAX);
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max) + "…";
    }

    private static void escape(StringBuilder json, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
    }
}

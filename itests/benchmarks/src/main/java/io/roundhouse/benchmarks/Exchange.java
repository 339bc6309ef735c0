package io.roundhouse.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A request, ready to be sent, and what must come back with status 200.
 *
 * @param request headers and body in a direct buffer, never moved: senders duplicate it
 */
record Exchange(ByteBuffer request, Answer answer) {
    static Exchange post(String path, byte[] body, String headers, Answer answer) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer request = ByteBuffer.allocateDirect(head.length + body.length);
        return new Exchange(request.put(head).put(body).flip(), answer);
    }

    static Exchange postJson(String path, String json, Answer answer) {
        return post(path, json.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json\r\n", answer);
    }
}

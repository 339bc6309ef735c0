package io.roundhouse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseParserTest {
    private static final String RESPONSE =
            "HTTP/1.1 200 OK\r\nServer: x\r\nCONTENT-LENGTH: 5\r\nConnection: close\r\n\r\nhello";

    private final ResponseParser parser = new ResponseParser();

    @Test
    void findsTheEndHoweverTheBytesArrive() {
        byte[] bytes = RESPONSE.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer in = ByteBuffer.allocate(bytes.length);

        for (int i = 0; i < bytes.length; i++) {
            assertThat(parser.complete(in)).isFalse();
            in.put(bytes[i]);
        }

        assertThat(parser.complete(in)).isTrue();
        assertThat(parser.status()).isEqualTo(200);
        assertThat(parser.bodyStart()).isEqualTo(RESPONSE.indexOf("hello"));
        assertThat(parser.end()).isEqualTo(RESPONSE.length());
        assertThat(parser.closes()).isTrue();
    }

    @Test
    void forgetsTheResponseBefore() {
        assertThat(parser.complete(buffer(RESPONSE))).isTrue();
        parser.reset();

        assertThat(parser.complete(buffer("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")))
                .isTrue();

        assertThat(parser.status()).isEqualTo(503);
        assertThat(parser.closes()).isFalse();
    }

    @Test
    void refusesAResponseWithoutLength() {
        assertThatThrownBy(() -> parser.complete(buffer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")))
                .hasMessageContaining("without Content-Length")
                .hasMessageContaining("chunked");
    }

    private static ByteBuffer buffer(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(bytes.length).put(bytes);
    }
}

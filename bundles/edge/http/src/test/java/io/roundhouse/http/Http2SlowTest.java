package io.roundhouse.http;

import static io.roundhouse.http.Http2Frame.CONTINUATION;
import static io.roundhouse.http.Http2Frame.END_HEADERS;
import static io.roundhouse.http.Http2Frame.END_STREAM;
import static io.roundhouse.http.Http2Frame.ENHANCE_YOUR_CALM;
import static io.roundhouse.http.Http2Frame.GO_AWAY;
import static io.roundhouse.http.Http2Frame.HEADERS;
import static io.roundhouse.http.Http2Frame.NO_ERROR;
import static io.roundhouse.http.Http2Frame.PING;
import static io.roundhouse.http.Http2Frame.bytes;
import static io.roundhouse.http.Http2Frame.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.http.Http2Wire.Answer;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of HTTP/2 clients that dribble; after each the server answers as before. */
class Http2SlowTest {
    private static LiveServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new LiveServer(TestSettings.small(), () -> {});
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @AfterEach
    void answersTheNextGoodRequest() throws Exception {
        try (Http2Wire wire = connect()) {
            assertThat(wire.get(1, "/echo").answer(1).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesABodyThatStallsWith408() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.post(1, "/echo").data(1, "x", false);

            assertTooSlow(wire.answer(1));
            assertThat(wire.reset(1)).isEqualTo(NO_ERROR);
            assertIsFine(wire, 3);
        }
    }

    @Test
    void refusesABodyThatDribblesWith408() throws Exception {
        try (Http2Wire wire = connect()) {
            drain(wire.post(1, "/echo").frame(PING, 0, 0, new byte[8]));

            for (int sent = 0; sent < 7 && !wire.hears(400); sent++) {
                wire.data(1, "x", false);
            }

            assertTooSlow(wire.answer(1));
            assertIsFine(wire, 3);
        }
    }

    @Test
    void refusesHeadersThatDribbleByClosing() throws Exception {
        try (Http2Wire wire = connect()) {
            assertIsFine(wire, 1);
            drain(wire.frame(PING, 0, 0, new byte[8]));

            byte[] frame = bytes(HEADERS, END_HEADERS | END_STREAM, 3, head("GET", "/echo"));
            for (int at = 0; at < frame.length - 1 && !wire.hears(300); at++) {
                wire.send(new byte[] {frame[at]});
            }

            assertHurriedUp(wire);
        }
    }

    @Test
    void refusesAHeaderBlockThatNeverEndsByClosing() throws Exception {
        try (Http2Wire wire = connect()) {
            drain(wire.frame(PING, 0, 0, new byte[8]));

            byte[] block = head("GET", "/echo");
            wire.frame(HEADERS, END_STREAM, 1, Arrays.copyOf(block, 2));
            for (int at = 2; at < block.length - 1 && !wire.hears(400); at++) {
                wire.frame(CONTINUATION, 0, 1, new byte[] {block[at]});
            }

            assertHurriedUp(wire);
        }
    }

    @Test
    void letsAnIdleConnectionPing() throws Exception {
        try (Http2Wire wire = connect()) {
            for (int sent = 0; sent < 8; sent++) { // 3 s, the headers have 1 s
                drain(wire.frame(PING, 0, 0, new byte[8]));
                assertThat(wire.hears(400)).isFalse();
            }
            assertIsFine(wire, 1);
        }
    }

    private static Http2Wire connect() throws IOException {
        return new Http2Wire(server.port());
    }

    /** The whole connection goes on. */
    private static void assertIsFine(Http2Wire wire, int stream) throws IOException {
        assertThat(wire.get(stream, "/echo").answer(stream).status()).isEqualTo(200);
    }

    private static void assertTooSlow(Answer answer) {
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.body()).contains("less than 1024 bytes a second", "\"code\":\"REQUEST_TIMEOUT\"");
    }

    private static void assertHurriedUp(Http2Wire wire) throws IOException {
        Http2Frame frame = wire.await(GO_AWAY);
        assertThat(frame.error()).isEqualTo(ENHANCE_YOUR_CALM);
        assertThat(frame.reason()).startsWith("the headers were not");
        assertThat(wire.isClosed()).isTrue();
    }

    /** Reads up to the answer of a PING, so that what is heard from here on is news. */
    private static void drain(Http2Wire wire) throws IOException {
        wire.await(frame -> frame.type() == PING);
    }
}

package io.roundhouse.http;

import static io.roundhouse.http.Http2Frame.END_HEADERS;
import static io.roundhouse.http.Http2Frame.END_STREAM;
import static io.roundhouse.http.Http2Frame.ENHANCE_YOUR_CALM;
import static io.roundhouse.http.Http2Frame.GO_AWAY;
import static io.roundhouse.http.Http2Frame.HEADERS;
import static io.roundhouse.http.Http2Frame.NO_ERROR;
import static io.roundhouse.http.Http2Frame.PING;
import static io.roundhouse.http.Http2Frame.REFUSED_STREAM;
import static io.roundhouse.http.Http2Frame.SETTINGS;
import static io.roundhouse.http.Http2Frame.bytes;
import static io.roundhouse.http.Http2Frame.head;
import static io.roundhouse.http.Http2Frame.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.http.Http2Wire.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each limit of HTTP/2 under, at and over, frame by frame; after each the server answers as before. */
class Http2Test {
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
    void guardsPathsAsInHttp1() throws Exception {
        try (Http2Wire wire = connect()) {
            assertThat(wire.get(1, "/echo/../echo").answer(1).status()).isEqualTo(400);
            assertIsFine(wire, 3);
        }
    }

    @Test
    void tellsHowManyStreamsThereMayBe() throws Exception {
        try (Http2Wire wire = connect()) {
            ByteBuffer settings = wire.await(SETTINGS).payload();

            int streams = -1;
            while (settings.hasRemaining()) {
                short id = settings.getShort();
                int value = settings.getInt();
                streams = id == 3 ? value : streams;
            }
            assertThat(streams).isEqualTo(4);
        }
    }

    @Test
    void refusesTheFifthStreamAtOnce() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.post(1, "/echo").post(3, "/echo").post(5, "/echo").post(7, "/echo");

            assertThat(wire.get(9, "/echo").answer(9).reset()).isEqualTo(REFUSED_STREAM);

            wire.data(1, "a", true).data(3, "b", true).data(5, "c", true).data(7, "d", true);
            assertThat(wire.answer(7).body()).isEqualTo("d");
            assertThat(wire.answer(5).body()).isEqualTo("c");
            assertThat(wire.answer(3).body()).isEqualTo("b");
            assertThat(wire.answer(1).body()).isEqualTo("a");
            assertIsFine(wire, 11);
        }
    }

    @Test
    void refusesALargeBodyWith413BeforeReadingIt() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.frame(HEADERS, END_HEADERS, 1, head("POST", "/echo", header(28, "4096")));
            assertThat(wire.data(1, "x".repeat(4_096), true).answer(1).status()).isEqualTo(200);

            wire.frame(HEADERS, END_HEADERS, 3, head("POST", "/echo", header(28, "4097")));

            assertTooLarge(wire.answer(3), "the body has 4097 bytes, at most 4096");
            assertThat(wire.reset(3)).isEqualTo(NO_ERROR);
            assertIsFine(wire, 5);
        }
    }

    @Test
    void refusesALargeBodyOfUnknownLengthWith413() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.post(1, "/echo").data(1, "x".repeat(4_095), true);
            assertThat(wire.answer(1).status()).isEqualTo(200);
            wire.post(3, "/echo").data(3, "x".repeat(4_096), true);
            assertThat(wire.answer(3).status()).isEqualTo(200);

            wire.post(5, "/echo").data(5, "x".repeat(4_097), true);
            assertTooLarge(wire.answer(5), "more than 4096 bytes");
        }
    }

    @Test
    void tellsWhoIsStillSendingToStopWithoutLosingTheAnswer() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.post(1, "/echo").data(1, "x".repeat(4_097), false);

            Answer answer = wire.answer(1);
            assertTooLarge(answer, "more than 4096 bytes");
            assertThat(answer.ended()).isTrue();
            assertThat(wire.reset(1)).isEqualTo(NO_ERROR);

            wire.data(1, "on its way", false);
            assertIsFine(wire, 3);
        }
    }

    @Test
    void refusesABodyInManyPiecesWith413() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.post(1, "/echo");
            for (int i = 0; i < 8; i++) {
                wire.data(1, "x", i == 7);
            }
            assertThat(wire.answer(1).body()).isEqualTo("xxxxxxxx");

            wire.post(3, "/echo");
            for (int i = 0; i < 9; i++) {
                wire.data(3, "x", i == 8);
            }
            assertTooLarge(wire.answer(3), "more than 8 pieces");
        }
    }

    /** With no status: what follows would be coded on top of headers that were not read, so Jetty gives up. */
    @Test
    void refusesLargeHeadersByClosing() throws Exception {
        try (Http2Wire wire = connect()) {
            byte[] little = head("GET", "/echo", header(58, "x".repeat(800))); // each field counts 32 more
            assertThat(wire.frame(HEADERS, END_HEADERS | END_STREAM, 1, little)
                            .answer(1)
                            .status())
                    .isEqualTo(200);

            byte[] large = head("GET", "/echo", header(58, "x".repeat(1_024)));
            wire.frame(HEADERS, END_HEADERS | END_STREAM, 3, large);

            assertThat(wire.await(GO_AWAY).error()).isNotEqualTo(NO_ERROR);
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void endsAConnectionThatFloodsItWithControlFrames() throws Exception {
        try (Http2Wire wire = connect()) {
            pings(wire, 15); // with the SETTINGS before it is 16
            assertIsFine(wire, 1);
        }
        try (Http2Wire wire = connect()) {
            pings(wire, 40);
            assertThat(wire.await(GO_AWAY).error()).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    private static Http2Wire connect() throws IOException {
        return new Http2Wire(server.port());
    }

    /** The whole connection goes on. */
    private static void assertIsFine(Http2Wire wire, int stream) throws IOException {
        assertThat(wire.get(stream, "/echo").answer(stream).status()).isEqualTo(200);
    }

    private static void assertTooLarge(Answer answer, String sentence) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.body()).contains(sentence, "\"code\":\"PAYLOAD_TOO_LARGE\"");
    }

    private static void pings(Http2Wire wire, int count) throws IOException {
        byte[] ping = bytes(PING, 0, 0, new byte[8]);
        ByteBuffer all = ByteBuffer.allocate(count * ping.length);
        while (all.hasRemaining()) {
            all.put(ping);
        }
        wire.send(all.array());
    }
}

package io.roundhouse.http;

import static io.roundhouse.http.Http2Frame.CONTINUATION;
import static io.roundhouse.http.Http2Frame.DATA;
import static io.roundhouse.http.Http2Frame.END_HEADERS;
import static io.roundhouse.http.Http2Frame.END_STREAM;
import static io.roundhouse.http.Http2Frame.ENHANCE_YOUR_CALM;
import static io.roundhouse.http.Http2Frame.GO_AWAY;
import static io.roundhouse.http.Http2Frame.HEADERS;
import static io.roundhouse.http.Http2Frame.NO_ERROR;
import static io.roundhouse.http.Http2Frame.PING;
import static io.roundhouse.http.Http2Frame.PRIORITY;
import static io.roundhouse.http.Http2Frame.RST_STREAM;
import static io.roundhouse.http.Http2Frame.SETTINGS;
import static io.roundhouse.http.Http2Frame.WINDOW_UPDATE;
import static io.roundhouse.http.Http2Frame.bytes;
import static io.roundhouse.http.Http2Frame.head;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The published attacks on HTTP/2 that Jetty was open to once; after each the server answers as before. */
class Http2AttacksTest {
    private static final int FRAMES = 60; // the limit is 16 a second
    private static final byte[] GET = head("GET", "/echo");
    private static final byte[] POST = head("POST", "/echo");
    private static final byte[] HUGE = {0x7f, -1, -1, -1};

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
        try (Http2Wire wire = new Http2Wire(server.port())) {
            assertThat(wire.get(1, "/echo").answer(1).status()).isEqualTo(200);
        }
    }

    static Stream<Arguments> floods() {
        return Stream.of(
                flood("CVE-2019-9512 PING", i -> bytes(PING, 0, 0, new byte[8])),
                flood("CVE-2019-9513 PRIORITY", i -> bytes(PRIORITY, 0, 1, new byte[] {0, 0, 0, 0, 1})),
                flood("CVE-2019-9514 requests that are refused", i -> request(i, new byte[] {(byte) 0x82})),
                flood("CVE-2019-9515 SETTINGS", i -> bytes(SETTINGS, 0, 0)),
                flood("CVE-2019-9518 empty DATA", i -> i == 0 ? open(i) : bytes(DATA, 0, 1)),
                flood(
                        "CVE-2019-9518 empty CONTINUATION",
                        i -> i == 0 ? bytes(HEADERS, END_STREAM, 1, GET) : bytes(CONTINUATION, 0, 1)),
                flood("CVE-2018-12545 SETTINGS with many keys", i -> bytes(SETTINGS, 0, 0, manyKeys())),
                flood("CVE-2023-44487 rapid reset", i -> join(request(i, GET), reset(i))),
                flood("CVE-2023-44487 rapid reset of bodies", i -> join(open(i), reset(i))),
                flood("CVE-2025-5115 window grows by nothing", i -> join(open(i), window(i, new byte[4]))),
                flood("CVE-2025-5115 window overflows", i -> join(open(i), window(i, HUGE))),
                flood("CVE-2025-5115 DATA behind the end", i -> join(request(i, GET), bytes(DATA, 0, id(i), GET))),
                flood("CVE-2025-5115 too many streams", Http2AttacksTest::open),
                flood("unknown frames", i -> bytes(0x42, 0, 0, new byte[8])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void endsAConnectionThatFloods(String name, IntFunction<byte[]> frames) throws Exception {
        try (Http2Wire wire = new Http2Wire(server.port())) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < FRAMES; i++) {
                all.writeBytes(frames.apply(i));
            }
            wire.send(all.toByteArray());

            assertThat(wire.await(GO_AWAY).error()).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    static Stream<Arguments> headers() {
        byte[] emptyName = {0, 0, 0};
        byte[] length2to31 = {0x0f, 43, (byte) 0xff, (byte) 0x80, -1, -1, -1, 0x07, 'x'};
        byte[] length2to35 = {0x0f, 43, (byte) 0xff, -1, -1, -1, -1, 0x7f, 'x'};
        byte[] index2to31 = {(byte) 0xff, -1, -1, -1, -1, 0x07};
        return Stream.of(
                Arguments.of("CVE-2019-9516 a header without a name", emptyName),
                Arguments.of("CVE-2023-36478 a length of 2^31", length2to31),
                Arguments.of("CVE-2023-36478 a length of 2^35", length2to35),
                Arguments.of("CVE-2023-36478 an index of 2^31", index2to31));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void endsAConnectionWhoseHeadersCannotBe(String name, byte[] more) throws Exception {
        try (Http2Wire wire = new Http2Wire(server.port())) {
            wire.frame(HEADERS, END_HEADERS | END_STREAM, 1, head("GET", "/echo", more));

            assertThat(wire.await(GO_AWAY).error()).isNotEqualTo(NO_ERROR);
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    @DisplayName("CVE-2025-1948 a client that says it takes headers of 2 GiB gets no buffer of 2 GiB")
    void answersWhoeverClaimsToTakeHugeHeaders() throws Exception {
        try (Http2Wire wire = new Http2Wire(server.port())) {
            wire.frame(SETTINGS, 0, 0, join(new byte[] {0, 6}, HUGE));

            assertThat(wire.get(1, "/echo").answer(1).status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("CVE-2022-2048 an invalid request gives its stream back")
    void keepsNothingOfInvalidRequests() throws Exception {
        try (Http2Wire wire = new Http2Wire(server.port())) {
            for (int i = 0; i < 6; i++) { // of 4 streams at once
                wire.send(request(i, new byte[] {(byte) 0x82}));
                assertThat(wire.answer(id(i)).status()).isNotEqualTo(200);
            }

            assertThat(wire.get(101, "/echo").answer(101).status()).isEqualTo(200);
        }
    }

    private static Arguments flood(String name, IntFunction<byte[]> frames) {
        return Arguments.of(name, frames);
    }

    private static int id(int i) {
        return 2 * i + 1;
    }

    private static byte[] request(int i, byte[] block) {
        return bytes(HEADERS, END_HEADERS | END_STREAM, id(i), block);
    }

    private static byte[] open(int i) {
        return bytes(HEADERS, END_HEADERS, id(i), POST);
    }

    private static byte[] reset(int i) {
        return bytes(RST_STREAM, 0, id(i), new byte[] {0, 0, 0, 8});
    }

    private static byte[] window(int i, byte[] increment) {
        return bytes(WINDOW_UPDATE, 0, id(i), increment);
    }

    private static byte[] manyKeys() {
        ByteBuffer settings = ByteBuffer.allocate(600);
        while (settings.hasRemaining()) {
            settings.putShort((short) 3).putInt(100);
        }
        return settings.array();
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}

package io.roundhouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit under, at and over, over real HTTP; after each the server answers as before. */
class LimitsTest {
    private static final String END = "\r\nHost: a\r\n\r\n";
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
        assertThat(post("good")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\ngood");
    }

    /** The line and the headers share 1024 bytes. */
    @Test
    void refusesALongRequestLineWith414() throws Exception {
        assertThat(exchange(filled("GET /echo?", " HTTP/1.1" + END, 1_023))).startsWith("HTTP/1.1 200");
        assertThat(exchange(filled("GET /echo?", " HTTP/1.1" + END, 1_024))).startsWith("HTTP/1.1 200");
        assertThat(exchange(filled("GET /echo?", " HTTP/1.1" + END, 1_025))).startsWith("HTTP/1.1 431");

        assertThat(exchange(filled("GET /echo?", " HTTP/1.1\r\n", 1_025)))
                .startsWith("HTTP/1.1 414")
                .contains("\"code\":\"URI_TOO_LONG\"");
    }

    @Test
    void refusesLargeHeadersWith431() throws Exception {
        assertThat(exchange(filled("GET /echo HTTP/1.1\r\nX: ", END, 1_023))).startsWith("HTTP/1.1 200");
        assertThat(exchange(filled("GET /echo HTTP/1.1\r\nX: ", END, 1_024))).startsWith("HTTP/1.1 200");

        assertThat(exchange(filled("GET /echo HTTP/1.1\r\nX: ", END, 1_025)))
                .startsWith("HTTP/1.1 431")
                .contains("\"code\":\"HEADERS_TOO_LARGE\"");
    }

    private static String filled(String first, String last, int length) {
        return first + "x".repeat(length - first.length() - last.length()) + last;
    }

    @Test
    void refusesALargeBodyWith413BeforeReadingIt() throws Exception {
        assertThat(post("x".repeat(4_095))).startsWith("HTTP/1.1 200");
        assertThat(post("x".repeat(4_096))).startsWith("HTTP/1.1 200");

        assertThat(exchange("POST /echo HTTP/1.1\r\nContent-Length: 4097" + END))
                .startsWith("HTTP/1.1 413")
                .contains("the body has 4097 bytes, at most 4096", "\"code\":\"PAYLOAD_TOO_LARGE\"");
    }

    @Test
    void refusesALargeBodyOfUnknownLengthWith413() throws Exception {
        assertThat(chunked("x".repeat(4_095), 1)).startsWith("HTTP/1.1 200");
        assertThat(chunked("x".repeat(2_048), 2)).startsWith("HTTP/1.1 200");

        assertThat(chunked("x".repeat(4_097), 1)).startsWith("HTTP/1.1 413").contains("more than 4096 bytes");
    }

    @Test
    void refusesABodyInManyPiecesWith413() throws Exception {
        assertThat(chunked("x", 7)).startsWith("HTTP/1.1 200");
        assertThat(chunked("x", 8)).startsWith("HTTP/1.1 200").endsWith("xxxxxxxx");

        assertThat(chunked("x", 9)).startsWith("HTTP/1.1 413").contains("more than 8 pieces");
    }

    @Test
    void refusesHeadersThatDribbleWith408() throws Exception {
        try (Wire wire = new Wire(server.port())) {
            wire.send("GET /echo HTTP/1.1\r\nX: ");

            assertThat(wire.answer()).startsWith("HTTP/1.1 408").contains("\"code\":\"REQUEST_TIMEOUT\"");
        }
    }

    @Test
    void refusesHeadersOfALaterRequestThatDribbleWith408() throws Exception {
        try (Wire wire = new Wire(server.port())) {
            assertThat(wire.send("GET /echo HTTP/1.1" + END).answer()).startsWith("HTTP/1.1 200");
            // The look that finds the connection idle must come between the two: wait for what it would say.
            String answer = "";
            for (int sent = 0; answer.isEmpty() && sent < 10; sent++) {
                wire.send(sent == 0 ? "GET /echo HTTP/1.1\r\nX: " : "x");
                answer = wire.answerWithin(600);
            }
            assertThat(answer).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void closesANewConnectionThatSaysNothing() throws Exception {
        try (Wire wire = new Wire(server.port())) {
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void refusesABodyThatStallsWith408() throws Exception {
        assertThat(exchange("POST /echo HTTP/1.1\r\nContent-Length: 100" + END + "x"))
                .startsWith("HTTP/1.1 408")
                .contains("less than 1024 bytes a second");
    }

    @Test
    void refusesABodyThatDribblesWith408() throws Exception {
        try (Wire wire = new Wire(server.port())) {
            wire.send("POST /echo HTTP/1.1\r\nContent-Length: 100" + END);
            String answer = "";
            for (int sent = 0; answer.isEmpty() && sent < 20; sent++) {
                wire.send("x");
                answer = wire.answerWithin(300);
            }
            assertThat(answer).startsWith("HTTP/1.1 408").contains("less than 1024 bytes a second");
        }
    }

    @Test
    void refusesARequestThatTakesTooLongWith408() throws Exception {
        try (Wire wire = new Wire(server.port())) {
            wire.send("POST /echo HTTP/1.1\r\nContent-Length: 4096" + END);
            String answer = "";
            for (int sent = 0; answer.isEmpty() && sent < 9; sent++) {
                wire.send("x".repeat(450)); // 1500 a second, so the rate is kept
                answer = wire.answerWithin(300);
            }
            if (answer.isEmpty()) {
                answer = wire.answer();
            }
            assertThat(answer).startsWith("HTTP/1.1 408").contains("longer than 3 s");
        }
    }

    @Test
    void closesTheSeventhConnectionOfAnAddress() throws Exception {
        List<Wire> wires = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                Wire wire = new Wire(server.port());
                wires.add(wire);
                assertThat(wire.send("GET /echo HTTP/1.1" + END).answer()).startsWith("HTTP/1.1 200");
            }

            try (Wire seventh = new Wire(server.port())) {
                assertThat(seventh.isClosed()).isTrue();
            }
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
            awaitNoConnections();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "BREW", "PROPFIND", "get"})
    void refusesOtherMethodsWith405(String method) throws Exception {
        assertThat(exchange(method + " /echo HTTP/1.1" + END))
                .startsWith("HTTP/1.1 405")
                .contains("Allow: GET", "\"code\":\"METHOD_NOT_ALLOWED\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/echo/../echo",
                "/echo/..",
                "/./echo",
                "//echo",
                "/echo;x=1",
                "/%2e%2e/echo",
                "/echo%2Fx",
                "/echo%00",
                "/echo%5c..",
                "/echo/..;/x",
                "/echo%",
                "/v2/models/../../etc/passwd",
                "/%c0%ae%c0%ae/echo"
            })
    void refusesPathsThatMeanSomethingElseWith400(String path) throws Exception {
        assertThat(exchange("GET " + path + " HTTP/1.1" + END))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"INVALID_REQUEST\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /echo HTTP/1.1\nHost: a\n\n",
                "GET /echo HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET /echo HTTP/1.1\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /echo HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\nx",
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "CONNECT /echo HTTP/1.1\r\nHost: a\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void refusesMalformedRequestsWith400(String request) throws Exception {
        assertThat(exchange(request)).startsWith("HTTP/1.1 400").contains("\"code\":\"INVALID_REQUEST\"");
    }

    @Test
    void refusesACompressedTransferWith501() throws Exception {
        assertThat(exchange("POST /echo HTTP/1.1\r\nTransfer-Encoding: gzip, chunked" + END + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 501")
                .contains("\"code\":\"UNSUPPORTED\"");
    }

    @Test
    void tellsNothingOfItself() throws Exception {
        assertThat(exchange("GET /nothing HTTP/1.1" + END))
                .startsWith("HTTP/1.1 404")
                .contains("\"code\":\"NOT_FOUND\"")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContain("Server:");
    }

    private static void awaitNoConnections() throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!server.connector.getConnectedEndPoints().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static String post(String body) throws Exception {
        return exchange("POST /echo HTTP/1.1\r\nContent-Length: " + body.length() + END + body);
    }

    private static String chunked(String piece, int pieces) throws Exception {
        try (Wire wire = new Wire(server.port())) {
            wire.send("POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked" + END);
            String chunk = Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n";
            return wire.send(chunk.repeat(pieces) + "0\r\n\r\n").answer();
        }
    }

    private static String exchange(String request) throws Exception {
        return Wire.exchange(server.port(), request);
    }
}

package io.roundhouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published attacks on HTTP/1.1 that Jetty was open to once; after each the server answers as before. */
class KnownAttacksTest {
    private static final String GOOD = "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n";
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
        assertThat(Wire.exchange(server.port(), GOOD)).startsWith("HTTP/1.1 200");
    }

    /** Each is followed by a request that must stay unseen: whoever stands before us may not have seen it either. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CVE-2017-7656 no version           | 505 | GET /echo~~",
                "CVE-2017-7656 version 0.9          | 505 | GET /echo HTTP/0.9~~",
                "CVE-2017-7657 chunk of 2^32+1      | 408 | POST /echo HTTP/1.1~Host: a~Transfer-Encoding: chunked~~100000001~x~0~~",
                "CVE-2017-7657 chunk of 2^64+1      | 400 | POST /echo HTTP/1.1~Host: a~Transfer-Encoding: chunked~~10000000000000001~x~0~~",
                "CVE-2017-7657 chunk of less than 0 | 400 | POST /echo HTTP/1.1~Host: a~Transfer-Encoding: chunked~~-1~x~0~~",
                "CVE-2017-7658 two lengths          | 400 | POST /echo HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 0~~x",
                "CVE-2017-7658 a list of lengths    | 400 | POST /echo HTTP/1.1~Host: a~Content-Length: 1, 0~~x",
                "CVE-2017-7658 length, then chunks  | 400 | POST /echo HTTP/1.1~Host: a~Content-Length: 5~Transfer-Encoding: chunked~~0~~",
                "CVE-2017-7658 chunks, then length  | 400 | POST /echo HTTP/1.1~Host: a~Transfer-Encoding: chunked~Content-Length: 5~~0~~",
                "CVE-2023-40167 length with a plus  | 400 | POST /echo HTTP/1.1~Host: a~Content-Length: +1~~x",
                "CVE-2023-40167 length with a space | 400 | POST /echo HTTP/1.1~Host: a~Content-Length: 1 1~~x",
                "CVE-2023-40167 length in hex       | 400 | POST /echo HTTP/1.1~Host: a~Content-Length: 0x1~~x",
                "CVE-2026-2332 chunk with a quote   | 400 | POST /echo HTTP/1.1~Host: a~Transfer-Encoding: chunked~~1;a=\"b~X~0~~",
                "CVE-2015-2080 a zero in a header   | 400 | GET /echo HTTP/1.1~Host: a~Referer: \0~~"
            })
    void seesNoSecondRequest(String name, int status, String request) throws Exception {
        try (Wire wire = new Wire(server.port())) {
            wire.send(request.replace("~", "\r\n") + GOOD);

            assertThat(wire.answer()).startsWith("HTTP/1.1 " + status).contains("\"code\":");
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CVE-2022-2047 no host             | http:///echo",
                "CVE-2022-2047 two ports           | http://a:1:2/echo",
                "CVE-2024-6763 a user              | http://good@evil/echo",
                "CVE-2025-11143 a fragment         | http://a/echo#@evil/",
                "CVE-2025-11143 a backslash        | http://a\\@evil/echo",
                "CVE-2025-11143 unclosed bracket   | http://[::1/echo",
                "CVE-2021-28164 a dot              | /%2e/echo",
                "CVE-2021-28164 two dots           | /echo/%2e%2e/echo",
                "CVE-2021-34429 a dot in UTF-16    | /%u002e/echo",
                "CVE-2021-34429 a dot and a zero   | /.%00/echo",
                "CVE-2021-34429 dots and a zero    | /echo/..%00/echo",
                "CVE-2021-34429 dots, a parameter  | /echo/..;/echo",
                "CVE-2021-28169 coded twice        | /%252e%252e/%2e/echo"
            })
    void refusesTargetsThatOthersReadDifferently(String name, String target) throws Exception {
        assertThat(Wire.exchange(server.port(), "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"INVALID_REQUEST\"");
    }

    @Test
    @DisplayName("CVE-2020-27218 a body that nobody read is no part of the next request")
    void takesNoUnreadBodyForARequest() throws Exception {
        try (Wire wire = new Wire(server.port())) {
            wire.send("POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: " + GOOD.length() + "\r\n\r\n" + GOOD);
            assertThat(wire.answer()).startsWith("HTTP/1.1 405");

            wire.send("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(wire.answer()).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    @DisplayName("CVE-2023-26049 nothing reads cookies: an open quote hides none, and no answer sets one")
    void takesNoNoticeOfCookies() throws Exception {
        String answer = Wire.exchange(
                server.port(), "GET /echo HTTP/1.1\r\nHost: a\r\nCookie: a=\"b; JSESSIONID=1; c=d\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("Cookie", "JSESSIONID");
    }

    @Test
    @DisplayName("CVE-2020-27223 an Accept header of many qualities costs no more than its length")
    void takesNoTimeOverQualities() throws Exception {
        String accept = "a;q=" + ",;q=".repeat(200);

        assertThat(Wire.exchange(server.port(), "GET /nothing HTTP/1.1\r\nHost: a\r\nAccept: " + accept + "\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .contains("Content-Type: application/json");
    }
}

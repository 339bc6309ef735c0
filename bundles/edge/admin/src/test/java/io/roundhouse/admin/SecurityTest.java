package io.roundhouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.admin.OpenApi.Operation;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what, through every path of the description, over HTTP. */
class SecurityTest {
    private static final String ABORT = "/admin/v1/rollouts/credit/abort";
    private static final String[] JSON = {"Content-Type", "application/json"};
    private static final byte[] NOTHING = {};

    private LiveAdmin live;
    private List<Operation> operations;

    @BeforeEach
    void start() throws Exception {
        live = new LiveAdmin(Role.VIEWER);
        operations = new OpenApi(live.get("/admin/openapi.json").body()).operations();
        assertThat(operations).hasSizeGreaterThan(30);
    }

    @AfterEach
    void stop() throws Exception {
        live.stop();
    }

    private HttpResponse<String> ask(String token, Operation operation) throws Exception {
        String path = operation
                .path()
                .replace("{model}", "credit")
                .replace("{month}", "2026-10")
                .replace("{engine}", "onnxruntime")
                .replace("/points", "/points" + TrendsTest.QUESTION);
        return live.sendAs(token, operation.method(), path, NOTHING, JSON);
    }

    private void assertNothingWasDone() throws Exception {
        assertThat(live.rollouts.asked).isEmpty();
        assertThat(live.canaries.asked).isEmpty();
        assertThat(live.monitors.asked).isEmpty();
        assertThat(live.rules.asked).isEmpty();
        assertThat(live.get("/admin/v1/live").body()).contains("\"swap\":null");
    }

    @Test
    void everybodyMayReadAndNothingElse() throws Exception {
        for (Operation operation : operations) {
            HttpResponse<String> response = ask("", operation);

            if (operation.method().equals("GET")) {
                assertThat(response.statusCode()).as("%s", operation).isEqualTo(200);
            } else {
                assertThat(response.statusCode()).as("%s", operation).isEqualTo(401);
                assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                assertThat(response.body())
                        .contains(
                                "this needs a token with the role admin, sent as 'Authorization: Bearer TOKEN';",
                                "the owner's lies in admin.token in the server's data folder",
                                "\"code\":\"UNAUTHENTICATED\"");
            }
        }
        assertNothingWasDone();
    }

    @Test
    void nobodyMayAnythingWhereAnonymousHasNoRole() throws Exception {
        live.component.reconfigure(LiveAdmin.settings(Role.NONE));

        for (Operation operation : operations) {
            assertThat(ask("", operation).statusCode()).as("%s", operation).isEqualTo(401);
        }
        assertThat(live.sendAs("", "HEAD", "/admin/v1/models", NOTHING).statusCode())
                .isEqualTo(401);
        assertThat(live.sendAs("", "GET", "/admin/nothing", NOTHING).statusCode())
                .isEqualTo(401);
        assertNothingWasDone();
    }

    @Test
    void aViewerMayReadAndNothingElse() throws Exception {
        live.component.reconfigure(LiveAdmin.settings(Role.NONE));
        String viewer = live.token("grafana", Role.VIEWER);

        for (Operation operation : operations) {
            HttpResponse<String> response = ask(viewer, operation);

            if (operation.method().equals("GET")) {
                assertThat(response.statusCode()).as("%s", operation).isEqualTo(200);
            } else {
                assertThat(response.statusCode()).as("%s", operation).isEqualTo(403);
                assertThat(response.headers().firstValue("WWW-Authenticate"))
                        .contains("Bearer error=\"insufficient_scope\"");
                assertThat(response.body())
                        .contains(
                                "this needs the role admin, the token 'grafana' has the role viewer",
                                "\"code\":\"FORBIDDEN\"");
            }
        }
        assertNothingWasDone();
    }

    @Test
    void anAdminIsLetInEverywhere() throws Exception {
        String admin = live.token("ada", Role.ADMIN);

        for (Operation operation : operations) {
            assertThat(ask(admin, operation).statusCode()).as("%s", operation).isIn(200, 400);
        }
        assertThat(live.rollouts.asked).contains("abort credit");
    }

    @Test
    void aWrongTokenIsRefusedEverywhereAlsoWhereNoneIsNeeded() throws Exception {
        for (Operation operation : operations) {
            HttpResponse<String> response = ask(Caller.newToken(), operation);

            assertThat(response.statusCode()).as("%s", operation).isIn(401, 429);
            assertThat(response.body()).doesNotContain("\"models\"");
        }
        assertNothingWasDone();
    }

    @Test
    void anythingElseThanOneBearerIsRefused() throws Exception {
        String owner = live.owner();
        for (String header : List.of(
                owner,
                "Bearer",
                "Bearer ",
                "Basic " + owner,
                "Bearer " + owner + " x",
                "Bearer\t" + owner,
                "Bearer é")) {
            HttpResponse<String> response =
                    live.sendAs("", "POST", ABORT, NOTHING, JSON[0], JSON[1], "Authorization", header);

            assertThat(response.statusCode()).as(header).isEqualTo(401);
            assertThat(response.body()).contains("Authorization must be 'Bearer TOKEN', once");
        }
        assertThat(raw("127.0.0.1", "Authorization: Bearer " + owner + "\r\nAuthorization: Bearer " + owner))
                .startsWith("HTTP/1.1 401");
        assertNothingWasDone();
        assertThat(live.sendAs("", "POST", ABORT, NOTHING, JSON[0], JSON[1], "Authorization", "bearer  " + owner)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void wrongTokensAreCountedAndARightOneIsStillRight() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        HttpResponse<String> last = live.get("/admin/v1/me");
        for (int i = 0; i < Guesses.MAX + 2; i++) {
            last = live.sendAs(Caller.newToken(), "GET", "/admin/v1/me", NOTHING);
            statuses.add(last.statusCode());
        }

        assertThat(statuses.subList(0, Guesses.MAX)).containsOnly(401);
        assertThat(statuses.subList(Guesses.MAX, statuses.size())).containsOnly(429);
        assertThat(last.headers().firstValue("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 60));
        assertThat(last.body()).contains("more than 10 wrong tokens in a minute", "\"code\":\"TOO_MANY_REQUESTS\"");
        assertThat(live.get("/admin/v1/me").body()).isEqualTo("{\"name\":\"owner\",\"role\":\"admin\"}");
    }

    @Test
    void anonymousActsFromThisMachineOnly() throws Exception {
        live.component.reconfigure(LiveAdmin.settings(Role.ADMIN));

        assertThat(raw("127.0.0.1", "Accept: */*")).startsWith("HTTP/1.1 200");
        assertThat(raw("localhost:" + live.port(), "Accept: */*")).startsWith("HTTP/1.1 200");
        assertThat(live.rollouts.asked).hasSize(2);
        assertThat(raw("elsewhere.example", "Accept: */*"))
                .as("a name that was made to point here")
                .startsWith("HTTP/1.1 401")
                .contains("without one only this machine itself may");
        assertThat(raw("127.0.0.1", "X-Forwarded-For: 203.0.113.9")).startsWith("HTTP/1.1 401");
        assertThat(raw("127.0.0.1", "Forwarded: for=203.0.113.9")).startsWith("HTTP/1.1 401");
        assertThat(live.rollouts.asked).hasSize(2);
    }

    /** A change asked for without a token, with headers that a client would not let one choose. */
    private String raw(String host, String header) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), live.port())) {
            socket.setSoTimeout(20_000);
            String request = "POST " + ABORT + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 0\r\nConnection: close\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @Test
    void tellsWhoIsWho() throws Exception {
        assertThat(live.sendAs("", "GET", "/admin/v1/me", NOTHING).body())
                .isEqualTo("{\"name\":\"anonymous\",\"role\":\"viewer\"}");
        assertThat(live.sendAs(live.token("ada", Role.ADMIN), "GET", "/admin/v1/me", NOTHING)
                        .body())
                .isEqualTo("{\"name\":\"ada\",\"role\":\"admin\"}");
    }

    @Test
    void oneLineSaysWhoDidWhatFromWhere() throws Exception {
        String admin = live.token("ada", Role.ADMIN);
        List<String> lines = new ArrayList<>();
        Handler handler = gathering(lines);
        Logger logger = Logger.getLogger(AdminComponent.PID);
        logger.addHandler(handler);
        try {
            live.sendAs(admin, "POST", ABORT, NOTHING, JSON);
            live.sendAs(admin, "GET", "/admin/v1/models", NOTHING);
            live.sendAs(admin, "POST", "/admin/v1/rollouts/%22x%22/abort", NOTHING, JSON);
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(lines)
                .containsExactly(
                        "action by=ada role=admin from=127.0.0.1 call=\"" + ABORT + "\"",
                        "action by=ada role=admin from=127.0.0.1 call=\"/admin/v1/rollouts/%22x%22/abort\"");
    }

    private static Handler gathering(List<String> lines) {
        return new Handler() {
            private final SimpleFormatter formatter = new SimpleFormatter();

            @Override
            public void publish(LogRecord line) {
                lines.add(formatter.formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}

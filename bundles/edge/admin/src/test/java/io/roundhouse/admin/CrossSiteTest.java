package io.roundhouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of another site can make its visitor's browser send, without being asked whether it may. */
class CrossSiteTest {
    private static final String ABORT = "/admin/v1/rollouts/credit/abort";

    private LiveAdmin live;

    @BeforeEach
    void start() throws Exception {
        live = new LiveAdmin();
    }

    @AfterEach
    void stop() throws Exception {
        live.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=application/json",
                "text/plain; application/json",
                "application/jsonp",
                "json",
                ""
            })
    void aFormChangesNothing(String type) throws Exception {
        HttpResponse<String> response =
                live.send("POST", ABORT, "{}", "Content-Type", type, "Origin", "http://elsewhere.example");

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body())
                .contains("Content-Type must be application/json, also without a body", "\"code\":\"UNSUPPORTED\"");
        assertThat(live.rollouts.asked).isEmpty();
    }

    @Test
    void aPostWithoutATypeChangesNothing() throws Exception {
        HttpResponse<String> response = live.send("POST", ABORT, "");

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("there is none");
        assertThat(live.rollouts.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void aLinkOrAnImageChangesNothing(String method) throws Exception {
        assertThat(live.send(method, ABORT, "").statusCode()).isEqualTo(405);
        assertThat(live.rollouts.asked).isEmpty();
    }

    @Test
    void aBrowserThatAsksFirstIsNotAllowed() throws Exception {
        HttpResponse<String> preflight = live.send(
                "OPTIONS",
                ABORT,
                "",
                "Origin",
                "http://elsewhere.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type");

        assertThat(preflight.statusCode()).isEqualTo(405);
        assertThat(preflight.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }
}

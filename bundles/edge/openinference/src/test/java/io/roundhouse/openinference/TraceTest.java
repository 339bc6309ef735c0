package io.roundhouse.openinference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.TraceContext;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** W3C trace context, in and out. */
class TraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final byte[] BODY =
            "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}]}"
                    .getBytes(StandardCharsets.UTF_8);

    private LiveProtocol live;

    @BeforeEach
    void start() throws Exception {
        live = new LiveProtocol();
    }

    @AfterEach
    void stop() throws Exception {
        live.stop();
    }

    private HttpResponse<byte[]> post(String... headers) throws Exception {
        return live.post("/v2/models/echo/infer", BODY, headers);
    }

    private InferenceRequest request() {
        return Objects.requireNonNull(live.doors.last);
    }

    @Test
    void handsTheTraceOnAndNamesTheServersSpan() throws Exception {
        HttpResponse<byte[]> response = post("traceparent", PARENT, "tracestate", "a=1");

        assertThat(request().headers()).containsOnly(entry("traceparent", PARENT), entry("tracestate", "a=1"));
        assertThat(response.headers().firstValue("traceresponse"))
                .contains("00-" + TRACE + "-" + TraceContext.spanId(request()) + "-01");
    }

    @Test
    void namesItOfARequestThatFailsToo() throws Exception {
        HttpResponse<byte[]> response = live.post("/v2/models/full/infer", BODY, "traceparent", PARENT);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("traceresponse").orElseThrow()).startsWith("00-" + TRACE);
    }

    @Test
    void saysNothingOfATraceToThoseThatNameNone() throws Exception {
        assertThat(post().headers().firstValue("traceresponse")).isEmpty();
        assertThat(post("traceparent", "00-1-2-03").headers().firstValue("traceresponse"))
                .isEmpty();
    }

    @Test
    void takesNoTraceOfTwoParents() throws Exception {
        HttpResponse<byte[]> response = post("traceparent", PARENT, "traceparent", PARENT.replace('4', '5'));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(request().headers()).isEmpty();
        assertThat(response.headers().firstValue("traceresponse")).isEmpty();
    }

    @Test
    void joinsStatesThatComeInSeveralLines() throws Exception {
        post("traceparent", PARENT, "tracestate", "a=1", "tracestate", "b=2");

        assertThat(request().headers()).containsEntry("tracestate", "a=1,b=2");
    }
}

package io.roundhouse.traces;

import static io.roundhouse.traces.Given.answered;
import static io.roundhouse.traces.Given.failed;
import static io.roundhouse.traces.Given.request;
import static io.roundhouse.traces.Given.traced;
import static io.roundhouse.traces.Receiver.at;
import static io.roundhouse.traces.Receiver.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.TraceContext;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** With a collector that is really there. */
class TracesComponentTest {
    private Receiver receiver;
    private TracesComponent component;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
        component = new TracesComponent(
                TraceSettings.of(receiver.url(), 100, 16, List.of("Authorization=Bearer a=b")), "0.1.0");
        component.start();
    }

    @AfterEach
    void stop() {
        component.stop();
        receiver.close();
    }

    @Test
    void sendsARequestAndItsStagesAsTheCallersChildren() throws InterruptedException {
        InferenceRequest request = request("r1", traced(true), System.nanoTime() - 400_000);
        long before = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - 1_000);

        component.on(answered(request));
        Object document = receiver.document();

        assertThat(attributes(at(document, "resourceSpans", 0, "resource", "attributes")))
                .containsEntry("service.name", "roundhouse")
                .containsEntry("service.version", "0.1.0");
        List<?> spans = (List<?>) at(document, "resourceSpans", 0, "scopeSpans", 0, "spans");
        Object span = spans.get(0);
        assertThat(at(span, "traceId")).isEqualTo(Given.TRACE);
        assertThat(at(span, "spanId")).isEqualTo(TraceContext.spanId(request));
        assertThat(at(span, "parentSpanId")).isEqualTo(Given.CALLER);
        assertThat(at(span, "traceState")).isEqualTo("a=1");
        assertThat(at(span, "name")).isEqualTo("infer fraud");
        assertThat(at(span, "kind")).isEqualTo("2");
        assertThat(at(span, "status")).isEqualTo("");
        assertThat(nanos(span, "startTimeUnixNano")).isBetween(before, before + TimeUnit.MINUTES.toNanos(5));
        assertThat(nanos(span, "endTimeUnixNano") - nanos(span, "startTimeUnixNano"))
                .isEqualTo(400_000);
        assertThat(attributes(at(span, "attributes")))
                .containsEntry("roundhouse.request.id", "r1")
                .containsEntry("roundhouse.model", "fraud")
                .containsEntry("roundhouse.version", "7")
                .containsEntry("roundhouse.arm", "stable")
                .containsEntry("roundhouse.engine.version", "1.29.0")
                .containsEntry("roundhouse.request.rows", "3")
                .containsEntry("roundhouse.batch.rows", "5");
        assertThat(spans.subList(1, spans.size()))
                .allMatch(stage -> at(stage, "parentSpanId").equals(at(span, "spanId")))
                .allMatch(stage -> at(stage, "traceId").equals(Given.TRACE))
                .extracting(stage -> at(stage, "name"))
                .containsExactly("queue", "transform", "compute");
        assertThat(spans.subList(1, spans.size()))
                .extracting(stage -> nanos(stage, "endTimeUnixNano") - nanos(stage, "startTimeUnixNano"))
                .containsExactly(1_000L, 2_000L, 300_000L);
        Map<String, List<String>> headers = receiver.headers();
        assertThat(headers.get("Authorization")).containsExactly("Bearer a=b");
        assertThat(headers.get("Content-type")).containsExactly("application/json");
    }

    private static long nanos(Object span, String field) {
        return Long.parseLong((String) at(span, field));
    }

    @Test
    void tellsOfAFailureItsCodeAndNoSentence() throws InterruptedException {
        component.on(failed(request("r", traced(true), 0), ErrorCode.ENGINE_FAILED, Given.STABLE));
        Object span = at(receiver.document(), "resourceSpans", 0, "scopeSpans", 0, "spans", 0);

        assertThat(at(span, "status", "code")).isEqualTo("2");
        assertThat(attributes(at(span, "attributes"))).containsEntry("error.type", "ENGINE_FAILED");
        assertThat(span.toString()).doesNotContain("secret");
    }

    @Test
    void callsACallersMistakeNoError() throws InterruptedException {
        component.on(failed(request("r", traced(true), 0), ErrorCode.MODEL_NOT_FOUND));
        Object span = at(receiver.document(), "resourceSpans", 0, "scopeSpans", 0, "spans", 0);

        assertThat(at(span, "status")).isEqualTo("");
        assertThat(at(span, "name")).isEqualTo("infer unknown");
        assertThat(attributes(at(span, "attributes")))
                .containsEntry("error.type", "MODEL_NOT_FOUND")
                .containsEntry("roundhouse.model", "fraud");
    }

    @Test
    void beginsATraceWhereTheCallerSaysNothing() throws InterruptedException {
        component.on(answered(request("r", Map.of(), 0)));
        Object span = at(receiver.document(), "resourceSpans", 0, "scopeSpans", 0, "spans", 0);

        assertThat((String) at(span, "traceId")).matches("[0-9a-f]{32}").doesNotMatch("0+");
        assertThat(at(span, "parentSpanId")).isEqualTo("");
    }

    @Test
    void leavesOutWhatTheCallerDoesNotRecord() throws InterruptedException {
        component.on(answered(request("not", traced(false), 0)));
        component.on(answered(request("yes", traced(true), 0)));
        Object span = at(receiver.document(), "resourceSpans", 0, "scopeSpans", 0, "spans", 0);

        assertThat(attributes(at(span, "attributes"))).containsEntry("roundhouse.request.id", "yes");
    }

    @Test
    void passesOnWhatAClientWroteAsTextAndNothingElse() throws InterruptedException {
        String id = "a\",\"b\":\"\n\u0000\u001b[31m" + "x".repeat(1_000);

        component.on(answered(request(id, traced(true), 0)));
        Object span = at(receiver.document(), "resourceSpans", 0, "scopeSpans", 0, "spans", 0);

        assertThat(attributes(at(span, "attributes"))).containsEntry("roundhouse.request.id", id.substring(0, 256));
    }

    @RepeatedTest(50) // it is stopped somewhere in the middle of reading the answer
    void countsWhatACollectorDoesNotTake() throws InterruptedException {
        receiver.answer(503);

        component.on(answered(request("r", traced(true), 0)));
        receiver.document();
        component.stop(); // waits for the thread

        assertThat(counts()).containsEntry("refused", 1.0).containsEntry("sent", 0.0);
    }

    @Test
    void losesAndCountsWhatTheQueueCannotHoldWhileNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        TracesComponent alone = new TracesComponent(
                TraceSettings.of("http://127.0.0.1:" + port + "/v1/traces", 100, 16, List.of()), "0.1.0");
        alone.start();

        for (int i = 0; i < 10_000; i++) {
            alone.on(answered(request("r", traced(true), i)));
        }
        alone.stop();

        Map<String, Double> counts = counts(alone);
        assertThat(counts.get("lost")).isGreaterThan(9_000);
        assertThat(counts.get("sent")).isZero();
    }

    @Test
    void leavesNoThreadBehind() {
        component.stop();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("roundhouse-traces");
    }

    @Test
    void doesNothingWhileNoCollectorIsNamed() {
        TracesComponent off = new TracesComponent(TraceSettings.of("", 1, 16, List.of()), "0.1.0");
        off.start();
        off.on(answered(request("r", traced(true), 0)));

        assertThat(off.meters()).isEmpty();
        off.stop();
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertThatThrownBy(() -> TraceSettings.of("localhost:4318", 1, 16, List.of()))
                .isInstanceOf(InferenceException.class)
                .hasMessage("url must be like http://localhost:4318/v1/traces, was localhost:4318");
        assertThatThrownBy(() -> TraceSettings.of("", 101, 16, List.of()))
                .hasMessage("sample.percent must be 0..100, was 101.0");
        assertThatThrownBy(() -> TraceSettings.of("", 1, 0, List.of())).hasMessage("queue.max must be 1..65536, was 0");
        assertThatThrownBy(() -> TraceSettings.of("", 1, 1, List.of("a=b", "secret")))
                .hasMessage("headers must be name=value in ASCII, number 2 is not");
    }

    @Test
    void hasTheDefaultsThatAreDocumented() throws NoSuchMethodException {
        assertThat(TracesComponent.Config.class.getDeclaredMethod("url").getDefaultValue())
                .isEqualTo("");
        assertThat(TracesComponent.Config.class
                        .getDeclaredMethod("sample_percent")
                        .getDefaultValue())
                .isEqualTo(1.0);
        assertThat(TracesComponent.Config.class.getDeclaredMethod("queue_max").getDefaultValue())
                .isEqualTo(2_048);
    }

    private Map<String, Double> counts() {
        return counts(component);
    }

    private static Map<String, Double> counts(TracesComponent of) {
        return of.meters().stream()
                .filter(meter -> meter.name().equals("roundhouse.traces.requests"))
                .collect(Collectors.toMap(meter -> meter.labels().get("result"), Meter::value));
    }
}

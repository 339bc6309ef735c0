package io.roundhouse.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.Tensors;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private static Optional<TraceContext> of(String parent, String... state) {
        Map<String, String> headers = new HashMap<>(Map.of("traceparent", parent));
        if (state.length > 0) {
            headers.put("tracestate", state[0]);
        }
        return TraceContext.of(headers);
    }

    private static String parent(String flags) {
        return "00-" + TRACE + "-" + SPAN + "-" + flags;
    }

    @Test
    void readsWhatTheCallerSays() {
        assertThat(of(parent("01"), "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7"))
                .contains(new TraceContext(TRACE, SPAN, true, "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7"));
        assertThat(of(parent("00"))).contains(new TraceContext(TRACE, SPAN, false, ""));
    }

    @Test
    void looksAtNoFlagButTheOneItKnows() {
        assertThat(of(parent("fe")))
                .hasValueSatisfying(it -> assertThat(it.sampled()).isFalse());
        assertThat(of(parent("ff")))
                .hasValueSatisfying(it -> assertThat(it.sampled()).isTrue());
    }

    @Test
    void readsLaterVersionsAsFarAsItKnowsThem() {
        assertThat(of("cc-" + TRACE + "-" + SPAN + "-01")).isPresent();
        assertThat(of("cc-" + TRACE + "-" + SPAN + "-01-what-comes")).isPresent();
        assertThat(of("cc-" + TRACE + "-" + SPAN + "-01.what")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
                "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-600f067aa0ba902b7-01",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void ignoresWhatIsNotAsItMustBe(String parent) {
        assertThat(of(parent, "congo=1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "Up=1", "a=1,b=\u00e4", "a=1=2", "=1", "a=", "a=1\n", "-a=1"})
    void goesOnWithoutAStateThatIsNotAsItMustBe(String state) {
        assertThat(of(parent("01"), state)).contains(new TraceContext(TRACE, SPAN, true, ""));
    }

    @Test
    void takesAStateOfThirtyTwoMembersAndNoMore() {
        String most = "a=1" + ",b=2".repeat(31);

        assertThat(of(parent("01"), most).orElseThrow().state()).isEqualTo(most);
        assertThat(of(parent("01"), most + ",c=3").orElseThrow().state()).isEmpty();
        assertThat(of(parent("01"), "a=1, ,fw529a3039@dt=FfffF,").orElseThrow().state())
                .isNotEmpty();
        assertThat(of(parent("01"), "a=" + "x".repeat(257)).orElseThrow().state())
                .isEmpty();
    }

    @Test
    void knowsNothingWithoutAHeader() {
        assertThat(TraceContext.of(Map.of("tracestate", "a=1"))).isEmpty();
    }

    @Test
    void givesEveryRequestASpanOfItsOwn() {
        Set<String> spans = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            spans.add(TraceContext.spanId(request("r", i)));
            spans.add(TraceContext.spanId(request("r" + i, -1)));
        }

        assertThat(spans).hasSize(20_000).allMatch(span -> span.matches("[0-9a-f]{16}") && !span.matches("0+"));
        assertThat(TraceContext.spanId(request("r", 7))).isEqualTo(TraceContext.spanId(request("r", 7)));
    }

    private static InferenceRequest request(String id, long receivedNanos) {
        return InferenceRequest.of(id, "m", Tensors.empty(), new Deadline(0), receivedNanos);
    }
}

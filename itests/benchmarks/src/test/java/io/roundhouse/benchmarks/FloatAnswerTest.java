package io.roundhouse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FloatAnswerTest {
    private final FloatAnswer answer = new FloatAnswer(new float[] {1f, 2f}, 1e-4f);

    @Test
    void acceptsFlatAndNestedData() {
        assertThat(answer.accepts(body("[1.00001,2.0]"))).isTrue();
        assertThat(answer.accepts(body("[[1.0,2.0]]"))).isTrue();
        assertThat(answer.accepts(body("[1.00001,2.0]"))).as("again").isTrue();
    }

    @Test
    void refusesOtherValuesOrAnotherNumberOfThem() {
        assertThat(answer.accepts(body("[1.0,2.1]"))).isFalse();
        assertThat(answer.accepts(body("[1.0]"))).isFalse();
        assertThat(answer.accepts(body("[1.0,2.0,3.0]"))).isFalse();
        assertThat(answer.accepts(body("[1.0,\"NaN\"]"))).isFalse();
    }

    @Test
    void refusesWhatIsNoAnswer() {
        assertThat(answer.accepts(ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8))))
                .isFalse();
        assertThat(answer.accepts(ByteBuffer.wrap("<html>".getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }

    private static ByteBuffer body(String data) {
        return ByteBuffer.wrap(("{\"outputs\":[{\"data\":" + data + "}]}").getBytes(StandardCharsets.UTF_8));
    }
}

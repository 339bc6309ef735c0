package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
    static final Settings SETTINGS = Settings.builder("model.yaml:3:1")
            .put("threads", "2", "model.yaml:4:3")
            .put(
                    "options",
                    Settings.builder("model.yaml:5:3")
                            .put("a", "ä", "model.yaml:6:5")
                            .build())
            .putTexts("names", List.of("x", ""), "model.yaml:7:3")
            .putTexts("none", List.of(), "model.yaml:8:3")
            .putSections("steps", List.of(Settings.builder("model.yaml:9:3").build()), "model.yaml:9:3")
            .build();

    private static final ModelSpec SPEC = new ModelSpec(
            "onnxruntime_onnx",
            List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1, 4))),
            List.of(new TensorSpec("y", DataType.BYTES, Shape.of()), new TensorSpec("z", DataType.BF16, Shape.of(0))),
            true);

    static Stream<Message> messages() {
        return Stream.of(
                new Message.Hello("token", 4711, 3),
                new Message.Hello("", -1, Message.Hello.CONTROL),
                new Message.Load("credit", "1", "abc", "/models/credit", SETTINGS),
                new Message.Loaded(SPEC, 4, List.of("runs on cpu", "cuda is missing")),
                new Message.Failed(ErrorCode.LOAD_FAILED, "credit:1 has no file model.onnx"),
                new Message.Slots(4, 4096),
                new Message.Ping(Long.MIN_VALUE),
                new Message.Pong(7, 123_456_789_012L),
                new Message.Bye());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void comesOutAsItWentIn(Message message) throws Exception {
        assertThat(Messages.decode(new In(frame(message)))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isRefusedWhenItIsCutOffOrLonger(Message message) {
        byte[] frame = frame(message);

        for (int length = 0; length < frame.length; length++) {
            byte[] part = java.util.Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> Messages.decode(new In(part))).isInstanceOf(WireException.class);
        }
        byte[] longer = java.util.Arrays.copyOf(frame, frame.length + 1);
        assertThatThrownBy(() -> Messages.decode(new In(longer))).isInstanceOf(WireException.class);
    }

    @Test
    void settingsKeepWhereTheyWereWritten() throws Exception {
        Message.Load load = new Message.Load("m", "1", "d", "/", SETTINGS);

        Settings read = ((Message.Load) Messages.decode(new In(frame(load)))).settings();

        assertThat(read.place("threads")).isEqualTo("model.yaml:4:3");
        assertThat(read.section("options").place("a")).isEqualTo("model.yaml:6:5");
        assertThat(read.place("names")).isEqualTo("model.yaml:7:3");
        assertThat(read.place()).isEqualTo("model.yaml:3:1");
    }

    @Test
    void aSentenceMovesNoTerminalAndHasALimit() throws Exception {
        Message.Failed failed = new Message.Failed(ErrorCode.INTERNAL, "\u001b[2J" + "x".repeat(100_000));

        String read = ((Message.Failed) Messages.decode(new In(frame(failed)))).sentence();

        assertThat(read).hasSizeLessThanOrEqualTo(In.SENTENCE_MAX).doesNotContain("\u001b");
    }

    /** From its kind to its end. */
    static byte[] frame(Message message) {
        return bytes(Messages.encode(new Out(), message));
    }

    static byte[] bytes(Out out) {
        ByteBuffer whole = out.end();
        assertThat(whole.getInt()).isEqualTo(whole.remaining());
        byte[] frame = new byte[whole.remaining()];
        whole.get(frame);
        return frame;
    }
}

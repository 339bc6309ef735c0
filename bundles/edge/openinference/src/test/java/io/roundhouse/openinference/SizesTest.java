package io.roundhouse.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How large bodies and answers may be, to the byte; after each the server answers as before. */
class SizesTest {
    private static final String INFER = "/v2/models/echo/infer";
    private static final String INPUTS =
            "\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]";
    private static final String DOCUMENT = "{" + INPUTS + "}";
    private static final int BODY_MAX = LiveProtocol.LIMITS.bodyBytesMax();
    private static final int ANSWER_MAX = LiveProtocol.LIMITS.responseBytesMax();

    private static LiveProtocol live;

    @BeforeAll
    static void start() throws Exception {
        live = new LiveProtocol();
    }

    @AfterAll
    static void stop() throws Exception {
        live.stop();
    }

    @AfterEach
    void answersTheNextGoodRequest() throws Exception {
        live.doors.answer = tensors -> tensors;
        assertThat(live.infer(DOCUMENT).statusCode()).isEqualTo(200);
    }

    @Test
    void answersAnInflatedBodyThatIsTooLargeWith413() throws Exception {
        assertThat(gzipped(BODY_MAX - 1, 1_000).statusCode()).isEqualTo(200);
        assertThat(gzipped(BODY_MAX, 1_000).statusCode()).isEqualTo(200);

        assertTooLarge(gzipped(BODY_MAX + 1, 1_000), "the body has more than " + BODY_MAX + " bytes");
    }

    @Test
    void answersABodyThatInflatesTooMuchWith413() throws Exception {
        assertThat(gzipped(60_000, 601).statusCode()).isEqualTo(200);
        assertThat(gzipped(60_000, 600).statusCode()).isEqualTo(200);

        assertTooLarge(gzipped(60_000, 599), "more than 100 times its size");
    }

    @Test
    void answersAJsonAnswerThatIsTooLargeWith413() throws Exception {
        int rest = text(1).body().length - 1;

        assertThat(text(ANSWER_MAX - rest - 1).body()).hasSize(ANSWER_MAX - 1);
        assertThat(text(ANSWER_MAX - rest).body()).hasSize(ANSWER_MAX);

        assertTooLarge(text(ANSWER_MAX - rest + 1), "the answer has more than " + ANSWER_MAX + " bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UINT8", "BYTES"})
    void answersABinaryAnswerThatIsTooLargeWith413(DataType type) throws Exception {
        int measured = ANSWER_MAX - 1_000; // as many digits as at the limit
        int rest = binary(type, measured).body().length - measured;

        assertThat(binary(type, ANSWER_MAX - rest - 1).body()).hasSize(ANSWER_MAX - 1);
        assertThat(binary(type, ANSWER_MAX - rest).body()).hasSize(ANSWER_MAX);

        assertTooLarge(binary(type, ANSWER_MAX - rest + 1), "the answer has more than " + ANSWER_MAX + " bytes");
    }

    private static void assertTooLarge(HttpResponse<byte[]> response, String sentence) {
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue(BodyReader.HEADER_LENGTH)).isEmpty();
        assertThat(LiveProtocol.text(response)).contains(sentence, "\"code\":\"PAYLOAD_TOO_LARGE\"");
    }

    private static HttpResponse<byte[]> text(int length) throws Exception {
        live.doors.answer = tensors -> bytes(length);
        return live.infer(DOCUMENT);
    }

    private static HttpResponse<byte[]> binary(DataType type, int length) throws Exception {
        live.doors.answer = tensors ->
                type == DataType.BYTES ? bytes(length) : Tensors.of("y", Tensor.allocate(type, Shape.of(length)));
        return live.infer("{\"parameters\":{\"binary_data_output\":true}," + INPUTS + "}");
    }

    private static Tensors bytes(int length) {
        return Tensors.of(
                "y", Tensor.ofBytes(Shape.of(1), List.of("y".repeat(length).getBytes(StandardCharsets.UTF_8))));
    }

    /** A body that has one size on the wire and another when it is inflated. */
    private static HttpResponse<byte[]> gzipped(int inflated, int wire) throws Exception {
        byte[] body = DOCUMENT.concat(" ".repeat(inflated - DOCUMENT.length())).getBytes(StandardCharsets.UTF_8);
        byte[] deflated = deflate(body);
        CRC32 sum = new CRC32();
        sum.update(body);
        ByteBuffer gzip = ByteBuffer.allocate(wire).order(ByteOrder.LITTLE_ENDIAN);
        gzip.put(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0}); // a file's name follows, as long as it takes
        gzip.put("n".repeat(wire - 10 - 1 - deflated.length - 8).getBytes(StandardCharsets.US_ASCII));
        gzip.put((byte) 0).put(deflated).putInt((int) sum.getValue()).putInt(body.length);
        return live.post(INFER, gzip.array(), "Content-Encoding", "gzip");
    }

    private static byte[] deflate(byte[] body) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(body);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[1_024];
        while (!deflater.finished()) {
            out.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        return out.toByteArray();
    }
}

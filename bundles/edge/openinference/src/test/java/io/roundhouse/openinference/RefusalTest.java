package io.roundhouse.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bad input gets, over real HTTP; after each the server answers as before. */
class RefusalTest {
    private static final String INFER = "/v2/models/echo/infer";
    private static final String X = input("FP32", "[1]", "[1]");
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
        assertThat(live.infer(inputs(X)).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                // the document
                bad("", "ends too early, at byte 0"),
                bad("nonsense", "not valid JSON"),
                bad("[]", "must be a JSON object"),
                bad("{", "not valid JSON"),
                bad("{}", "'inputs' is missing"),
                bad("{\"inputs\":{}}", "'inputs' must be an array"),
                bad("{\"inputs\":[1]}", "must hold objects only"),
                bad("{\"inputs\":[" + X + "]} x", "goes on after its end"),
                bad("{\"inputs\":[" + X + "]}{}", "goes on after its end"),
                bad("{\"inputs\":[],\"inputs\":[" + X + "]}", "a name twice"),
                bad("{\"id\":1,\"inputs\":[" + X + "]}", "'id' must be a string"),
                bad("{\"id\":\"" + "i".repeat(257) + "\",\"inputs\":[" + X + "]}", "'id' must have at most 256"),
                bad("{'inputs':[]}", "not valid JSON"),
                bad("{\"inputs\":[" + X + ",]}", "not valid JSON"),
                bad("{\"x\":" + "[".repeat(70) + "]".repeat(70) + ",\"inputs\":[" + X + "]}", "deeper than 64"),
                bad("{\"" + "n".repeat(257) + "\":1,\"inputs\":[" + X + "]}", "a name of more than 256"),
                bad("{\"x\":" + "1".repeat(65) + ",\"inputs\":[" + X + "]}", "a number of more than 64"),
                // parameters
                bad("{\"parameters\":[],\"inputs\":[" + X + "]}", "must be an object"),
                bad("{\"parameters\":{\"a\":null},\"inputs\":[" + X + "]}", "must be a string, a number or a boolean"),
                bad("{\"parameters\":{\"a\":{}},\"inputs\":[" + X + "]}", "must be a string, a number or a boolean"),
                bad("{\"parameters\":{\"triton_a\":1},\"inputs\":[" + X + "]}", "begin with 'triton_' are reserved"),
                bad("{\"parameters\":{\"timeout\":-1},\"inputs\":[" + X + "]}", "whole number from 0"),
                bad("{\"parameters\":{\"timeout\":\"soon\"},\"inputs\":[" + X + "]}", "whole number from 0"),
                bad("{\"parameters\":{\"priority\":1.5},\"inputs\":[" + X + "]}", "whole number from 0"),
                bad("{\"parameters\":{\"priority\":2147483648},\"inputs\":[" + X + "]}", "0 to 2147483647"),
                bad("{\"parameters\":{\"binary_data_output\":1},\"inputs\":[" + X + "]}", "must be true or false"),
                // inputs
                bad(inputs(X + "," + X), "comes twice"),
                bad(
                        inputs(named("a") + "," + named("b") + "," + named("c") + "," + named("d") + "," + X),
                        "more than 4 inputs"),
                bad(inputs("{\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}"), "must have 'name'"),
                bad(
                        inputs("{\"name\":\"x\",\"datatype\":\"FP32\",\"data\":[1]}"),
                        "must have 'name', 'datatype' and 'shape'"),
                bad(inputs("{\"name\":\"x\",\"shape\":[1],\"data\":[1]}"), "must have 'name', 'datatype' and 'shape'"),
                bad(inputs("{\"name\":\"\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}"), "must have 1 to 256"),
                bad(
                        inputs("{\"name\":\"" + "n".repeat(257)
                                + "\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}"),
                        "has 257"),
                bad(inputs("{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\"}"), "either 'data' or"),
                bad(
                        inputs(
                                "{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1],\"parameters\":{\"binary_data_size\":4}}"),
                        "either 'data' or"),
                bad(
                        inputs("{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP31\",\"data\":[1]}"),
                        "'FP31', which is none"),
                bad(inputs(input("FP16", "[1]", "[1]")), "FP16 is not offered in JSON"),
                bad(inputs(input("BF16", "[1]", "[1]")), "BF16 is not offered in JSON"),
                bad(inputs("{\"name\":\"x\",\"data\":[1],\"shape\":[1],\"datatype\":\"FP16\"}"), "FP16 is not offered"),
                // shapes
                bad(inputs(input("FP32", "[-1]", "[1]")), "it must be 1 or more"),
                bad(inputs(input("FP32", "[0]", "[]")), "it must be 1 or more"),
                bad(inputs(input("FP32", "[1.5]", "[1]")), "whole numbers only"),
                bad(inputs(input("FP32", "[99999999999999999999]", "[1]")), "it must be 1 or more"),
                bad(inputs(input("FP32", "[4294967296,4294967296]", "[1]")), "larger than 2 GiB"),
                bad(inputs(input("FP32", "[3037000500,3037000500]", "[1]")), "larger than 2 GiB"),
                bad(inputs(input("BYTES", "[4294967296]", "[\"\"]")), "too many elements"),
                bad(inputs(input("FP32", "[1000000]", "[1]")), "fewer elements than its shape [1000000]"),
                bad(inputs(input("FP32", "[" + "1,".repeat(16) + "1]", "[1]")), "more than 16 dimensions"),
                bad(inputs(input("FP32", "1", "[1]")), "'shape' of an input must be an array"),
                // elements
                bad(inputs(input("FP32", "[2]", "[1]")), "fewer elements than its shape [2]"),
                bad(inputs(input("FP32", "[1]", "[1,2]")), "more elements than its shape [1]"),
                bad(inputs(input("FP32", "[2,2]", "[[1,2,3],[4]]")), "a row of 3 elements"),
                bad(inputs(input("FP32", "[2,2]", "[[1,2],3,4]")), "neither flat nor nested"),
                bad(inputs(input("FP32", "[2]", "[[1,2]]")), "nested deeper"),
                bad(inputs(input("FP32", "[2]", "[1,,2]")), "a comma too many"),
                bad(inputs(input("FP32", "[2]", "[1,2,]")), "a comma too many"),
                bad(inputs(input("FP32", "[2]", "[1 2]")), "misses a comma"),
                bad(inputs(input("FP32", "[1]", "[\"1\"]")), "not an array of FP32"),
                bad(inputs(input("FP32", "[1]", "[01]")), "not an array of FP32"),
                bad(inputs(input("FP32", "[1]", "[1.]")), "not an array of FP32"),
                bad(inputs(input("FP32", "[1]", "[.5]")), "not an array of FP32"),
                bad(inputs(input("FP32", "[1]", "[+1]")), "not an array of FP32"),
                bad(inputs(input("FP32", "[1]", "[1e]")), "not an array of FP32"),
                bad(inputs(input("FP32", "[1]", "[-]")), "not an array of FP32"),
                bad(inputs(input("FP32", "[1]", "[1e1000000000]")), "which is no FP32"),
                bad(inputs(input("FP32", "[1]", "[1e39]")), "which is no FP32"),
                bad(inputs(input("FP64", "[1]", "[1e309]")), "which is no FP64"),
                bad(inputs(input("FP32", "[1]", "[" + "1".repeat(65) + "]")), "more than 64 characters"),
                bad(inputs(input("FP32", "[1]", "[true]")), "which is no FP32"),
                bad(inputs(input("FP32", "[1]", "[nul]")), "not an array of FP32"),
                bad(inputs(input("INT8", "[1]", "[128]")), "'128', which is no INT8"),
                bad(inputs(input("UINT8", "[1]", "[-1]")), "'-1', which is no UINT8"),
                bad(inputs(input("INT64", "[1]", "[9223372036854775808]")), "which is no INT64"),
                bad(inputs(input("UINT64", "[1]", "[18446744073709551616]")), "which is no UINT64"),
                bad(inputs(input("INT32", "[1]", "[1.0]")), "which is no INT32"),
                bad(inputs(input("INT32", "[1]", "[null]")), "'null', which is no INT32"),
                bad(inputs(input("BOOL", "[1]", "[null]")), "'null', which is no BOOL"),
                bad(inputs(input("UINT64", "[2]", "[1,null]")), "'null', which is no UINT64"),
                bad(inputs(input("BYTES", "[1]", "[null,null]")), "more elements"),
                bad(inputs(input("BYTES", "[1]", "[true]")), "no string"),
                bad(inputs(input("BOOL", "[1]", "[1]")), "which is no BOOL"),
                bad(inputs(input("BYTES", "[1]", "[1]")), "no string"),
                bad(inputs(input("BYTES", "[1]", "[\"a\",\"b\"]")), "more elements"),
                bad(inputs(input("BYTES", "[2]", "[\"a\"]")), "fewer elements"),
                bad(inputs(input("FP32", "[1]", "[1")), "misses a comma"),
                // outputs
                bad(
                        "{\"inputs\":[" + X + "],\"outputs\":[{\"name\":\"x\"},{\"name\":\"x\"}]}",
                        "output 'x' comes twice"),
                bad("{\"inputs\":[" + X + "],\"outputs\":[{}]}", "an output has no 'name'"),
                bad("{\"inputs\":[" + X + "],\"outputs\":1}", "'outputs' must be an array"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void answersMalformedDocumentsWith400(String document, String sentence) throws Exception {
        HttpResponse<byte[]> response = live.infer(document);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(LiveProtocol.text(response))
                .contains(sentence)
                .matches("\\{\"error\":\".+\",\"code\":\"INVALID_(REQUEST|INPUT)\",\"request_id\":\".+\"}")
                .doesNotContain("jackson", "Exception", "io.roundhouse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32BE"})
    void answersOtherEncodingsWith400(String charset) throws Exception {
        assertThat(live.post(INFER, inputs(X).getBytes(charset)).statusCode()).isEqualTo(400);
    }

    @Test
    void answersOverlongUtf8With400() throws Exception {
        byte[] document = ("{\"id\":\"??\",\"inputs\":[" + X + "]}").getBytes(StandardCharsets.UTF_8);
        document[7] = (byte) 0xc0;
        document[8] = (byte) 0xaf;

        HttpResponse<byte[]> response = live.post(INFER, document);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(LiveProtocol.text(response)).contains("not UTF-8 at byte 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "99999999999", "1000000", "1.5", "", "0x10"})
    void answersABadHeaderLengthWith400(String length) throws Exception {
        HttpResponse<byte[]> response =
                live.post(INFER, inputs(X).getBytes(StandardCharsets.UTF_8), BodyReader.HEADER_LENGTH, length);

        assertThat(response.statusCode()).isEqualTo(400);
    }

    static Stream<Arguments> malformedBinary() {
        return Stream.of(
                Arguments.of(binaryInput("FP32", "[2]", 8), new byte[7], "needs 8 bytes of binary data, there are 7"),
                Arguments.of(binaryInput("FP32", "[2]", 8), new byte[9], "1 bytes of binary data belong to no input"),
                Arguments.of(binaryInput("FP32", "[2]", 7), new byte[7], "needs 8 bytes, 'binary_data_size' says 7"),
                Arguments.of(binaryInput("FP32", "[2]", -1), new byte[0], "whole number from 0"),
                Arguments.of(binaryInput("BOOL", "[2]", 2), new byte[] {1, 2}, "BOOL element 2"),
                Arguments.of(binaryInput("BYTES", "[1]", 3), new byte[] {1, 0, 0}, "incomplete length"),
                Arguments.of(binaryInput("BYTES", "[1]", 5), new byte[] {9, 0, 0, 0, 1}, "1 bytes are left"),
                Arguments.of(binaryInput("BYTES", "[1]", 4), new byte[] {-1, -1, -1, -1}, "has length 4294967295"),
                Arguments.of(binaryInput("BYTES", "[2]", 4), new byte[4], "needs 2 elements, got 1"));
    }

    @ParameterizedTest
    @MethodSource("malformedBinary")
    void answersMalformedBinaryDataWith400(String input, byte[] data, String sentence) throws Exception {
        byte[] head = inputs(input).getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(head.length + data.length)
                .put(head)
                .put(data)
                .array();

        HttpResponse<byte[]> response = live.post(INFER, body, BodyReader.HEADER_LENGTH, Integer.toString(head.length));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(LiveProtocol.text(response)).contains(sentence);
    }

    @Test
    void answersWhatIsNotOfferedWith501() throws Exception {
        assertThat(live.infer("{\"inputs\":[" + X
                                + "],\"outputs\":[{\"name\":\"x\",\"parameters\":{\"classification\":2}}]}")
                        .statusCode())
                .isEqualTo(501);
        assertThat(live.infer("{\"parameters\":{\"sequence_id\":7},\"inputs\":[" + X + "]}")
                        .statusCode())
                .isEqualTo(501);
        assertThat(live.infer(
                                inputs(
                                        "{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"parameters\":{\"shared_memory_region\":\"r\"}}"))
                        .statusCode())
                .isEqualTo(501);
        HttpResponse<byte[]> coded = live.post(INFER, new byte[1], "Content-Encoding", "br");
        assertThat(coded.statusCode()).isEqualTo(501);
        assertThat(coded.headers().firstValue("Accept-Encoding")).contains("gzip");
    }

    @Test
    void answersALargeBodyWith413() throws Exception {
        assertThat(live.infer(padded(LiveProtocol.LIMITS.bodyBytesMax())).statusCode())
                .isEqualTo(200);

        HttpResponse<byte[]> response = live.infer(padded(LiveProtocol.LIMITS.bodyBytesMax() + 1));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(LiveProtocol.text(response)).contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
    }

    @Test
    void answersABombWith413() throws Exception {
        HttpResponse<byte[]> ratio = live.post(INFER, gzip(padded(60_000)), "Content-Encoding", "gzip");
        assertThat(ratio.statusCode()).isEqualTo(413);
        assertThat(LiveProtocol.text(ratio)).contains("more than 100 times its size");

        HttpResponse<byte[]> size = live.post(INFER, gzip(padded(10_000_000)), "Content-Encoding", "gzip");
        assertThat(size.statusCode()).isEqualTo(413);
    }

    @Test
    void answersABrokenGzipStreamWith400() throws Exception {
        byte[] whole = gzip(inputs(X));

        assertThat(live.post(INFER, java.util.Arrays.copyOf(whole, 20), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(400);
        assertThat(live.post(INFER, new byte[50], "Content-Encoding", "gzip").statusCode())
                .isEqualTo(400);
    }

    @Test
    void escapesAndCutsWhatItRepeats() throws Exception {
        String evil = "<script>\\\"\\u0000\\n" + "y".repeat(100);

        String error = LiveProtocol.text(
                live.infer(inputs("{\"name\":\"x\",\"shape\":[1],\"datatype\":\"" + evil + "\",\"data\":[1]}")));

        assertThat(error).contains("\\\"??yyy", "y…'").doesNotContain("y".repeat(64));
    }

    @Test
    void mapsWhatThePipelineThrows() throws Exception {
        byte[] good = inputs(X).getBytes(StandardCharsets.UTF_8);

        HttpResponse<byte[]> unknown = live.post("/v2/models/nobody/infer", good);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(LiveProtocol.text(unknown)).contains("\"code\":\"MODEL_NOT_FOUND\"");

        HttpResponse<byte[]> full = live.post("/v2/models/full/infer", good);
        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(full.headers().firstValue("Retry-After")).contains("1");
        assertThat(LiveProtocol.text(full)).contains("64 of 64", "\"code\":\"OVERLOADED\"");

        assertThat(live.post("/v2/models/late/infer", good).statusCode()).isEqualTo(504);
    }

    @Test
    void keepsAFaultOfItsOwnToItself() throws Exception {
        HttpResponse<byte[]> response = live.post(
                "/v2/models/broken/infer",
                ("{\"id\":\"my-id\",\"inputs\":[" + X + "]}").getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(LiveProtocol.text(response))
                .contains("\"code\":\"INTERNAL\"", "\"request_id\":\"my-id\"")
                .doesNotContain("secret");
    }

    private static Arguments bad(String document, String sentence) {
        return Arguments.of(document, sentence);
    }

    private static String inputs(String inputs) {
        return "{\"inputs\":[" + inputs + "]}";
    }

    private static String named(String name) {
        return X.replace("\"x\"", "\"" + name + "\"");
    }

    private static String input(String type, String shape, String data) {
        return "{\"name\":\"x\",\"shape\":" + shape + ",\"datatype\":\"" + type + "\",\"data\":" + data + "}";
    }

    private static String binaryInput(String type, String shape, int size) {
        return "{\"name\":\"x\",\"shape\":" + shape + ",\"datatype\":\"" + type
                + "\",\"parameters\":{\"binary_data_size\":" + size + "}}";
    }

    private static String padded(int length) {
        String document = inputs(X);
        return document + " ".repeat(length - document.length());
    }

    private static byte[] gzip(String text) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}

package io.roundhouse.openinference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferTest {
    private static final String ROW =
            "{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2.5,-3e2,0.1]}";
    private static LiveProtocol live;

    @BeforeAll
    static void start() throws Exception {
        live = new LiveProtocol();
    }

    @AfterAll
    static void stop() throws Exception {
        live.stop();
    }

    @BeforeEach
    void echoes() {
        live.doors.answer = tensors -> tensors;
    }

    @Test
    void answersJsonWithJson() throws Exception {
        HttpResponse<byte[]> response = live.infer("{\"id\":\"a\\u00e9\",\"inputs\":[" + ROW + "]}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(LiveProtocol.text(response))
                .isEqualTo(
                        "{\"model_name\":\"echo\",\"model_version\":\"2\",\"id\":\"aé\",\"parameters\":{\"model_version\":\"2\","
                                + "\"arm\":\"stable\",\"engine\":\"fake\",\"engine_version\":\"1\",\"transformers\":\"none\","
                                + "\"config\":\"none\"},\"outputs\":[{\"name\":\"x\","
                                + "\"datatype\":\"FP32\",\"shape\":[1,4],\"data\":[1.0,2.5,-300.0,0.1]}]}");
    }

    @Test
    void asksForTheLabelOfThePathAndForNoVersion() throws Exception {
        byte[] body = ("{\"inputs\":[" + ROW + "]}").getBytes(StandardCharsets.UTF_8);

        live.post("/v2/models/echo/labels/canary/infer", body);

        assertThat(Objects.requireNonNull(live.doors.last).label()).contains("canary");
        assertThat(Objects.requireNonNull(live.doors.last).version()).isEmpty();
        live.infer("{\"inputs\":[" + ROW + "]}");
        assertThat(Objects.requireNonNull(live.doors.last).label()).isEmpty();
    }

    @Test
    void handsOnTheHeadersThatTheOperatorOrTheRouterWants() throws Exception {
        byte[] body = ("{\"inputs\":[" + ROW + "]}").getBytes(StandardCharsets.UTF_8);

        live.post("/v2/models/echo/infer", body, "X-User", "ann", "traceparent", "t", "X-Other", "o");

        assertThat(Objects.requireNonNull(live.doors.last).headers())
                .containsOnly(entry("x-user", "ann"), entry("traceparent", "t"));
    }

    @Test
    void echoesNoIdThatNobodyGave() throws Exception {
        assertThat(LiveProtocol.text(live.infer("{\"inputs\":[" + ROW + "]}"))).doesNotContain("\"id\"");
        assertThat(Objects.requireNonNull(live.doors.last).id()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[1,2.5,-3e2,0.1],\"datatype\":\"FP32\",\"shape\":[1,4],\"name\":\"x\"}",
                "{\"name\":\"x\",\"data\":[[1,2.5,-3e2,0.1]],\"shape\":[1,4],\"datatype\":\"FP32\"}",
                "{ \"name\" : \"x\" , \"shape\" : [ 1 , 4 ] , \"datatype\" : \"FP32\" , \"data\" : [ [ 1 , 2.5 ,\n-3e2\t, 0.1 ] ] }",
                "{\"name\":\"x\",\"extra\":{\"a\":[1,{}]},\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2.5,-3e2,0.1]}"
            })
    void takesMembersInAnyOrderAndArraysFlatOrNested(String input) throws Exception {
        assertThat(LiveProtocol.text(live.infer("{\"inputs\":[" + input + "]}")))
                .contains("\"data\":[1.0,2.5,-300.0,0.1]");
    }

    @Test
    void passesOnWhatTheRequestSays() throws Exception {
        live.post(
                "/v2/models/echo/versions/1/infer",
                ("{\"parameters\":{\"timeout\":5000,\"priority\":2,\"user\":\"u\",\"rate\":0.5,\"deep\":true},\"inputs\":["
                                + ROW + "],\"outputs\":[{\"name\":\"x\"}]}")
                        .getBytes(StandardCharsets.UTF_8),
                "traceparent",
                "00-1-2-03");

        var request = Objects.requireNonNull(live.doors.last);
        assertThat(request.version()).contains("1");
        assertThat(request.outputs()).containsExactly("x");
        assertThat(request.priority()).isEqualTo(2);
        assertThat(request.headers()).containsEntry("traceparent", "00-1-2-03").hasSize(1);
        assertThat(request.parameters())
                .containsEntry("user", "u")
                .containsEntry("rate", "0.5")
                .containsEntry("deep", "true");
        assertThat(request.deadline().remainingNanos(request.receivedNanos()))
                .isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
    }

    @Test
    void cutsATimeoutThatIsTooLong() throws Exception {
        live.infer("{\"parameters\":{\"timeout\":9000000000000000},\"inputs\":[" + ROW + "]}");

        var request = Objects.requireNonNull(live.doors.last);
        assertThat(request.deadline().remainingNanos(request.receivedNanos())).isEqualTo(TimeUnit.SECONDS.toNanos(60));
    }

    @Test
    void takesAndGivesBinaryData() throws Exception {
        byte[] data = floats(1, 2.5f, -300, 0.1f);

        HttpResponse<byte[]> response = binary(
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":16}}],"
                        + "\"outputs\":[{\"name\":\"x\",\"parameters\":{\"binary_data\":true}}]}",
                data);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/octet-stream");
        int length = headerLength(response);
        assertThat(new String(response.body(), 0, length, StandardCharsets.UTF_8))
                .contains("\"parameters\":{\"binary_data_size\":16}")
                .doesNotContain("\"data\"");
        assertThat(ByteBuffer.wrap(response.body(), length, 16)).isEqualTo(ByteBuffer.wrap(data));
    }

    @Test
    void takesJsonAndBinaryDataInOneRequest() throws Exception {
        HttpResponse<byte[]> response = binary(
                "{\"parameters\":{\"binary_data_output\":true},\"inputs\":["
                        + "{\"name\":\"a\",\"shape\":[2],\"datatype\":\"INT64\",\"parameters\":{\"binary_data_size\":16}},"
                        + ROW
                        + ",{\"name\":\"b\",\"shape\":[1],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":6}}],"
                        + "\"outputs\":[{\"name\":\"x\",\"parameters\":{\"binary_data\":false}},{\"name\":\"b\"},{\"name\":\"a\"}]}",
                join(longs(7, -8), new byte[] {2, 0, 0, 0, 'h', 'i'}));

        int length = headerLength(response);
        assertThat(new String(response.body(), 0, length, StandardCharsets.UTF_8))
                .contains("\"data\":[1.0,2.5,-300.0,0.1]", "\"binary_data_size\":6", "\"binary_data_size\":16");
        assertThat(ByteBuffer.wrap(response.body(), length, 22))
                .isEqualTo(ByteBuffer.wrap(join(new byte[] {2, 0, 0, 0, 'h', 'i'}, longs(7, -8))));
    }

    @Test
    void takesARequestWithoutJson() throws Exception {
        byte[] data = floats(1, 2, 3, 4);

        HttpResponse<byte[]> response = live.post("/v2/models/echo/infer", data, BodyReader.HEADER_LENGTH, "0");

        assertThat(response.statusCode()).isEqualTo(200);
        Tensor x = Objects.requireNonNull(live.doors.last).inputs().get("x");
        assertThat(x.shape()).isEqualTo(Shape.of(1, 4));
        assertThat(ByteBuffer.wrap(response.body(), headerLength(response), 16)).isEqualTo(ByteBuffer.wrap(data));
    }

    @Test
    void takesAndGivesGzip() throws Exception {
        float[] many = new float[1_000];
        live.doors.answer = tensors -> Tensors.of("y", Tensor.ofFloats(Shape.of(1_000), many));

        HttpResponse<byte[]> response = live.post(
                "/v2/models/echo/infer",
                gzip(("{\"inputs\":[" + ROW + "]}").getBytes(StandardCharsets.UTF_8)),
                "Content-Encoding",
                "gzip",
                "Accept-Encoding",
                "br, gzip;q=0.5");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        byte[] inflated = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
        assertThat(new String(inflated, StandardCharsets.UTF_8))
                .contains("\"shape\":[1000]")
                .endsWith("0.0]}]}");
    }

    @Test
    void leavesASmallAnswerUncompressed() throws Exception {
        HttpResponse<byte[]> response = live.post(
                "/v2/models/echo/infer",
                ("{\"inputs\":[" + ROW + "]}").getBytes(StandardCharsets.UTF_8),
                "Accept-Encoding",
                "gzip");

        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void writesWhatJsonHasNoNumberFor() throws Exception {
        live.doors.answer = tensors -> Tensors.of(
                "y", Tensor.ofFloats(Shape.of(3), Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));

        assertThat(LiveProtocol.text(live.infer("{\"inputs\":[" + ROW + "]}"))).contains("[null,1e999,-1e999]");
    }

    @Test
    void takesWhatClientsWriteForNumbersThatJsonHasNot() throws Exception {
        live.infer(
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[4],\"datatype\":\"FP32\",\"data\":[NaN,Infinity,-Infinity,null]}]}");

        ByteBuffer data =
                Objects.requireNonNull(live.doors.last).inputs().get("x").data();
        assertThat(List.of(data.getFloat(), data.getFloat(), data.getFloat(), data.getFloat()))
                .containsExactly(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN);
    }

    @Test
    void takesNullForWhatIsMissing() throws Exception {
        live.infer("{\"inputs\":[{\"name\":\"n\",\"shape\":[3],\"datatype\":\"FP64\",\"data\":[null,1,null]},"
                + "{\"name\":\"s\",\"shape\":[4,1],\"datatype\":\"BYTES\",\"data\":[[null],[\"null\"],[\"\"],[null]]},"
                + "{\"data\":[\"a\",null],\"name\":\"late\",\"shape\":[2],\"datatype\":\"BYTES\"}]}");

        Tensors inputs = Objects.requireNonNull(live.doors.last).inputs();
        ByteBuffer numbers = inputs.get("n").data();
        assertThat(List.of(numbers.getDouble(), numbers.getDouble(), numbers.getDouble()))
                .containsExactly(Double.NaN, 1.0, Double.NaN);
        assertThat(inputs.get("s").texts()).containsExactly("", "null", "", "");
        assertThat(inputs.get("late").texts()).containsExactly("a", "");
    }

    @Test
    void refusesToWriteHalfPrecisionAsJson() throws Exception {
        live.doors.answer = tensors -> Tensors.of("y", Tensor.allocate(DataType.BF16, Shape.of(2)));

        HttpResponse<byte[]> response = live.infer("{\"inputs\":[" + ROW + "]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(LiveProtocol.text(response)).contains("BF16 is not offered in JSON");
    }

    @Test
    void answersADocumentWithoutHttp() throws Exception {
        Protocol protocol = new Protocol(new FakeDoors(), LiveProtocol.LIMITS, "0", System::nanoTime);

        byte[] answer = protocol.inferJson("echo", ("{\"inputs\":[" + ROW + "]}").getBytes(StandardCharsets.UTF_8));

        assertThat(new String(answer, StandardCharsets.UTF_8)).contains("\"data\":[1.0,2.5,-300.0,0.1]");
    }

    private static HttpResponse<byte[]> binary(String json, byte[] data) throws Exception {
        byte[] head = json.getBytes(StandardCharsets.UTF_8);
        return live.post(
                "/v2/models/echo/infer", join(head, data), BodyReader.HEADER_LENGTH, Integer.toString(head.length));
    }

    private static int headerLength(HttpResponse<byte[]> response) {
        return Integer.parseInt(
                response.headers().firstValue(BodyReader.HEADER_LENGTH).orElseThrow());
    }

    private static byte[] floats(float... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return data.array();
    }

    private static byte[] longs(long... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return data.array();
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static byte[] gzip(byte[] bytes) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}

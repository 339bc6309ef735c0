package io.roundhouse.openinference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Labels and rewards by request id. */
class FeedbackTest {
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
    void forget() {
        live.doors.asked.clear();
    }

    private static HttpResponse<byte[]> post(String json) throws Exception {
        return live.post("/v2/models/echo/feedback", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesOne() throws Exception {
        HttpResponse<byte[]> response = post("{\"id\":\"known\",\"label\":1}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(LiveProtocol.text(response))
                .isEqualTo("{\"model_name\":\"echo\",\"joined\":1,\"unknown\":0,\"late\":0,\"duplicate\":0,"
                        + "\"invalid\":0,\"reasons\":{}}");
        assertThat(live.doors.asked).containsExactly("Item[id=known, labels=[1], reward=OptionalDouble.empty]");
    }

    @Test
    void takesManyAndTellsWhatCameOfEach() throws Exception {
        HttpResponse<byte[]> response = post("{\"feedback\":["
                + "{\"id\":\"known\",\"label\":\"cat\"},"
                + "{\"id\":\"known\",\"reward\":0.5,\"else\":{\"x\":[1]}},"
                + "{\"id\":\"known\",\"label\":[1,true,\"c\"],\"reward\":1},"
                + "{\"id\":\"x\",\"label\":0},"
                + "{\"label\":0},"
                + "{\"id\":7,\"label\":0}]}");

        assertThat(LiveProtocol.text(response))
                .contains("\"joined\":3,\"unknown\":1,\"late\":0,\"duplicate\":0,\"invalid\":2")
                .contains("\"reasons\":{\"invalid\":\"an item has no 'id'\",\"unknown\":\"who?\"}");
        assertThat(live.doors.asked)
                .containsExactly(
                        "Item[id=known, labels=[cat], reward=OptionalDouble.empty]",
                        "Item[id=known, labels=[], reward=OptionalDouble[0.5]]",
                        "Item[id=known, labels=[1, true, c], reward=OptionalDouble[1.0]]",
                        "Item[id=x, labels=[0], reward=OptionalDouble.empty]");
    }

    static Stream<Arguments> invalidAlone() {
        return Stream.of(
                arguments("{\"id\":\"a\"}", "'a' has neither 'label' nor 'reward'"),
                arguments("{\"id\":\"a\",\"label\":null}", "a label of 'a' is no string, number or boolean"),
                arguments("{\"id\":\"a\",\"label\":{\"b\":[1]}}", "a label of 'a' is no string, number or boolean"),
                arguments("{\"id\":\"a\",\"label\":[]}", "the list of labels of 'a' is empty"),
                arguments("{\"id\":\"a\",\"label\":[[1]]}", "a label of 'a' is no string, number or boolean"),
                arguments("{\"id\":\"a\",\"reward\":\"much\"}", "the reward of 'a' is no number"),
                arguments(
                        "{\"id\":\"" + "x".repeat(257) + "\",\"label\":1}", "an 'id' has 257 characters, at most 256"),
                arguments(
                        "{\"id\":\"a\",\"label\":\"" + "x".repeat(257) + "\"}",
                        "a label of 'a' has more than 256 characters"),
                arguments(
                        "{\"id\":\"a\",\"label\":["
                                + IntStream.range(0, 1_025).mapToObj(i -> "1").collect(Collectors.joining(","))
                                + "]}",
                        "'a' has more than 1024 labels"));
    }

    @ParameterizedTest
    @MethodSource("invalidAlone")
    void anItemThatSaysNothingIsCountedAndTheOthersGoOn(String item, String sentence) throws Exception {
        HttpResponse<byte[]> response = post("{\"feedback\":[" + item + ",{\"id\":\"known\",\"label\":1}]}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(LiveProtocol.text(response)).contains("\"joined\":1", "\"invalid\":1", sentence);
    }

    static Stream<Arguments> refused() {
        String item = "{\"id\":\"a\",\"label\":1}";
        return Stream.of(
                arguments("", 400, "the body is not valid JSON"),
                arguments("[]", 400, "the body must be a JSON object"),
                arguments("{", 400, "the body is not valid JSON"),
                arguments("{}", 400, "the body must have either 'feedback', a list of items, or one item"),
                arguments("{\"feedback\":[],\"id\":\"a\"}", 400, "the body must have either 'feedback'"),
                arguments("{\"feedback\":{}}", 400, "'feedback' must be an array"),
                arguments("{\"feedback\":[1]}", 400, "'feedback' must hold objects only"),
                arguments(item + item, 400, "the JSON goes on after its end"),
                arguments("{\"id\":\"a\",\"id\":\"b\",\"label\":1}", 400, "a name twice"),
                arguments(
                        "{\"feedback\":["
                                + IntStream.range(0, 101).mapToObj(i -> item).collect(Collectors.joining(","))
                                + "]}",
                        413,
                        "'feedback' has more than 100 items; send it in parts"),
                arguments(
                        "{\"x\":\"" + "y".repeat(8 << 10) + "\"}",
                        413,
                        "bytes, at most 8192 are allowed; send it in parts"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoFeedbackAtAllIsRefusedAsAWhole(String body, int status, String sentence) throws Exception {
        HttpResponse<byte[]> response = post(body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(LiveProtocol.text(response)).contains("\"error\":\"", sentence, "\"code\":\"");
        assertThat(live.doors.asked).isEmpty();
    }

    @Test
    void takesAsManyAsAreAllowed() throws Exception {
        String items = IntStream.range(0, 100)
                .mapToObj(i -> "{\"id\":\"known\",\"label\":1}")
                .collect(Collectors.joining(","));

        assertThat(LiveProtocol.text(post("{\"feedback\":[" + items + "]}"))).contains("\"joined\":100");
    }

    @Test
    void aModelThatTakesNoneOrIsNotThereIsNamed() throws Exception {
        byte[] one = "{\"id\":\"a\",\"label\":1}".getBytes(StandardCharsets.UTF_8);

        HttpResponse<byte[]> none = live.post("/v2/models/sick/feedback", one);
        assertThat(none.statusCode()).isEqualTo(501);
        assertThat(LiveProtocol.text(none)).contains("model 'sick' takes no feedback", "UNSUPPORTED");
        assertThat(live.post("/v2/models/nobody/feedback", one).statusCode()).isEqualTo(404);
        assertThat(live.post("/v2/models/echo/versions/1/feedback", one).statusCode())
                .isEqualTo(404);
        assertThat(live.get("/v2/models/echo/feedback").statusCode()).isEqualTo(405);
    }
}

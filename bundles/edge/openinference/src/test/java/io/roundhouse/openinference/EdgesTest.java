package io.roundhouse.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit of a document just under, at and over, over real HTTP; after each the server answers as before. */
class EdgesTest {
    private static final String X = input("x", "[1]", "[1]");
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

    static Stream<Arguments> limits() {
        return Stream.of(
                limit("objects and arrays", 64, EdgesTest::nested, "deeper than 64"),
                limit(
                        "digits of an element",
                        64,
                        n -> inputs(input("x", "[1]", "[" + digits(n) + "]")),
                        "more than 64"),
                limit(
                        "digits elsewhere",
                        64,
                        n -> with("\"extra\":" + "1".repeat(n)),
                        "more than 64"), // of a fraction, Jackson counts the digits
                limit("characters of a member's name", 256, n -> with("\"" + "n".repeat(n) + "\":1"), "more than 256"),
                limit("characters of an id", 256, n -> with("\"id\":\"" + "i".repeat(n) + "\""), "has 257"),
                limit("characters of an input's name", 256, n -> inputs(input("n".repeat(n), "[1]", "[1]")), "has 257"),
                limit("characters of an output's name", 256, EdgesTest::outputOfName, "has 257"),
                limit("dimensions", 16, n -> inputs(input("x", "[" + ones(n) + "]", "[1]")), "more than 16"),
                limit("inputs", 4, n -> inputs(many(n, i -> input("x" + i, "[1]", "[1]"))), "more than 4 inputs"),
                limit("outputs", 4, EdgesTest::outputs, "more than 4 outputs"),
                limit("parameters", 64, n -> with("\"parameters\":{" + pairs(n) + "}"), "more than 64 parameters"),
                limit(
                        "priority",
                        Integer.MAX_VALUE,
                        n -> with("\"parameters\":{\"priority\":" + (n & 0xffffffffL) + "}"),
                        "0 to 2147483647"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("limits")
    void takesSoManyAndNoMore(String what, int max, IntFunction<String> document, String sentence) throws Exception {
        assertThat(live.infer(document.apply(max - 1)).statusCode()).isEqualTo(200);
        assertThat(live.infer(document.apply(max)).statusCode()).isEqualTo(200);

        HttpResponse<byte[]> over = live.infer(document.apply(max + 1));

        assertThat(over.statusCode()).isEqualTo(400);
        assertThat(LiveProtocol.text(over)).contains(sentence, "\"code\":\"INVALID_");
    }

    @Test
    void takesAsManyElementsAsTheShapeSays() throws Exception {
        assertThat(live.infer(row("[4]", "[1,1,1]")).statusCode()).isEqualTo(400);
        assertThat(live.infer(row("[4]", "[1,1,1,1]")).statusCode()).isEqualTo(200);
        assertThat(live.infer(row("[4]", "[1,1,1,1,1]")).statusCode()).isEqualTo(400);
    }

    @Test
    void takesAsManyBracketsAsTheShapeHasDimensions() throws Exception {
        String shape = "[" + ones(16) + "]";

        assertThat(live.infer(row(shape, brackets(15))).statusCode()).isEqualTo(400);
        assertThat(live.infer(row(shape, brackets(16))).statusCode()).isEqualTo(200);
        assertThat(live.infer(row(shape, brackets(17))).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"inputs\":[],\"inputs\":[]}",
                "{\"parameters\":{\"a\":1,\"a\":2},\"inputs\":[]}",
                "{\"extra\":{\"b\":{\"a\":1,\"a\":2}},\"inputs\":[]}",
                "{\"inputs\":[{\"name\":\"x\",\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]}",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1],\"data\":[1]}]}"
            })
    void refusesANameTwiceWhereverItIs(String document) throws Exception {
        HttpResponse<byte[]> response = live.infer(document);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(LiveProtocol.text(response)).contains("a name twice");
    }

    @Test
    void takesAHeaderLengthUpToTheBody() throws Exception {
        byte[] document = inputs(X).getBytes(StandardCharsets.UTF_8);

        assertThat(announced(document, document.length).statusCode()).isEqualTo(200);
        assertThat(announced(document, document.length - 1).statusCode()).isEqualTo(400);
        assertThat(announced(document, document.length + 1).statusCode()).isEqualTo(400);
    }

    private static HttpResponse<byte[]> announced(byte[] document, int length) throws Exception {
        return live.post("/v2/models/echo/infer", document, BodyReader.HEADER_LENGTH, Integer.toString(length));
    }

    private static Arguments limit(String what, int max, IntFunction<String> document, String sentence) {
        return Arguments.of(what, max, document, sentence);
    }

    private static String inputs(String inputs) {
        return "{\"inputs\":[" + inputs + "]}";
    }

    private static String with(String member) {
        return "{" + member + ",\"inputs\":[" + X + "]}";
    }

    private static String input(String name, String shape, String data) {
        return "{\"name\":\"" + name + "\",\"shape\":" + shape + ",\"datatype\":\"FP32\",\"data\":" + data + "}";
    }

    /** So deep, the document itself counted. */
    private static String nested(int depth) {
        return with("\"extra\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1));
    }

    private static String row(String shape, String data) {
        return inputs(input("x", shape, data));
    }

    private static String brackets(int depth) {
        return "[".repeat(depth) + 1 + "]".repeat(depth);
    }

    private static String outputOfName(int length) {
        String name = "n".repeat(length);
        return "{\"outputs\":[{\"name\":\"" + name + "\"}],\"inputs\":["
                + input("n".repeat(Math.min(256, length)), "[1]", "[1]") + "]}";
    }

    private static String outputs(int count) {
        return "{\"outputs\":[" + many(count, i -> "{\"name\":\"x" + i + "\"}") + "],\"inputs\":["
                + many(Math.min(4, count), i -> input("x" + i, "[1]", "[1]")) + "]}";
    }

    private static String digits(int count) {
        return "0." + "1".repeat(count - 2);
    }

    private static String ones(int count) {
        return many(count, i -> "1");
    }

    private static String pairs(int count) {
        return many(count, i -> "\"p" + i + "\":1");
    }

    private static String many(int count, IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(","));
    }
}

package io.roundhouse.karaf;

import io.roundhouse.api.model.ModelId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A question to a model, as a client writes it.
 *
 * @param tolerance how far a right answer may be from another: what is asked together changes the last digits, and where
 *     a model rounds its numbers to 8 bits by what is asked together, more than these
 */
record Question(ModelId model, String json, double tolerance) {
    private static final Pattern DATA = Pattern.compile("\"data\":\\[([^\\]]*)\\]");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Questions to every model that runs on that engine, of one and of several rows. */
    static List<Question> toModelsOn(String engine) {
        return switch (engine) {
            case "onnxruntime" ->
                List.of(
                        numbers("mlp", 1, 64),
                        numbers("mlp", 3, 64),
                        credit("1"),
                        credit("2"),
                        sentences("how do I restart it"),
                        sentences("I like pizza with cheese", "and without it", "no"));
            case "linear" -> List.of(numbers("sum", 1, 2), numbers("sum", 5, 2));
            default -> List.of();
        };
    }

    /** The numbers of the first output, over HTTP; whatever else is answered is a failure. */
    double[] ask(HttpClient http) {
        String path = "/v2/models/" + model.name() + "/versions/" + model.version() + "/infer";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + System.getProperty("roundhouse.http.port") + path))
                .timeout(PATIENCE)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            Matcher data = DATA.matcher(answer.body().replaceAll("\\s", ""));
            if (answer.statusCode() != 200 || !data.find()) {
                throw new AssertionError(this + " was answered " + answer.statusCode() + " " + answer.body());
            }
            return Arrays.stream(data.group(1).split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (IOException e) {
            throw new AssertionError(this + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Rows of numbers for an input {@code x}. */
    static Question numbers(String model, int rows, int columns) {
        String values = IntStream.range(0, rows * columns)
                .mapToObj(i -> String.format(Locale.ROOT, "%.3f", Math.sin(i)))
                .collect(Collectors.joining(","));
        return new Question(new ModelId(model, "1"), inputs(input("x", rows + "," + columns, "FP32", values)), 1e-5);
    }

    private static Question sentences(String... sentences) {
        String texts = Arrays.stream(sentences).collect(Collectors.joining("\",\"", "\"", "\""));
        return new Question(
                new ModelId("minilm", "1"), inputs(input("text", "" + sentences.length, "BYTES", texts)), 0.1);
    }

    private static Question credit(String version) {
        List<String> numbers =
                List.of("Seniority", "Time", "Age", "Expenses", "Income", "Assets", "Debt", "Amount", "Price");
        List<String> texts = List.of("Home:owner", "Marital:widow", "Records:no", "Job:others");
        String all = inputs(Stream.concat(
                        IntStream.range(0, numbers.size())
                                .mapToObj(i -> input(numbers.get(i), "1,1", "FP32", "" + (5 + 30 * i))),
                        texts.stream()
                                .map(text -> text.split(":", -1))
                                .map(pair -> input(pair[0], "1,1", "BYTES", '"' + pair[1] + '"')))
                .toArray(String[]::new));
        return new Question(
                new ModelId("credit", version),
                all.replaceFirst("\\{", "{\"outputs\":[{\"name\":\"probability_bad\"}],"),
                1e-5);
    }

    private static String inputs(String... inputs) {
        return "{\"inputs\":[" + String.join(",", inputs) + "]}";
    }

    private static String input(String name, String shape, String type, String values) {
        return "{\"name\":\"" + name + "\",\"shape\":[" + shape + "],\"datatype\":\"" + type + "\",\"data\":[" + values
                + "]}";
    }
}

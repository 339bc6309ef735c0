package io.roundhouse.karaf;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients that ask the server over HTTP, question after question, until they are told to stop. What was answered before
 * they began is what they must be told.
 */
final class Askers implements AutoCloseable {
    private static final Pattern DATA = Pattern.compile("\"data\":\\[([^\\]]*)\\]");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Question> questions;
    private final List<double[]> expected = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<String> failure = new AtomicReference<>("");
    private volatile boolean stopped;

    private Askers(List<Question> questions) {
        this.questions = questions;
    }

    static Askers start(int count, List<Question> questions) {
        Askers askers = new Askers(questions);
        for (Question question : questions) {
            askers.expected.add(askers.ask(question));
        }
        for (int i = 0; i < count; i++) {
            int first = i;
            Thread thread = new Thread(() -> askers.run(first), "asker-" + i);
            askers.threads.add(thread);
            thread.start();
        }
        return askers;
    }

    /** Stops them; the first failure there was, empty when every answer was right. */
    String stop() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
        return Objects.requireNonNull(failure.get());
    }

    private void run(int first) {
        try {
            for (int i = first; !stopped; i++) {
                int which = i % questions.size();
                double[] answer = ask(questions.get(which));
                if (!isNear(answer, expected.get(which), questions.get(which).tolerance())) {
                    throw new AssertionError(questions.get(which) + " was answered " + Arrays.toString(answer)
                            + " and before " + Arrays.toString(expected.get(which)));
                }
            }
        } catch (AssertionError e) {
            failure.compareAndSet("", e.toString());
        }
    }

    private double[] ask(Question question) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + System.getProperty("roundhouse.http.port") + question.path()))
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(question.json()))
                .header("Content-Type", "application/json")
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            Matcher data = DATA.matcher(answer.body().replaceAll("\\s", ""));
            if (answer.statusCode() != 200 || !data.find()) {
                throw new AssertionError(question + " was answered " + answer.statusCode() + " " + answer.body());
            }
            return Arrays.stream(data.group(1).split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (IOException e) {
            throw new AssertionError(question + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static boolean isNear(double[] answer, double[] expected, double tolerance) {
        boolean near = answer.length == expected.length;
        for (int i = 0; near && i < answer.length; i++) {
            near = Math.abs(answer[i] - expected[i]) <= tolerance;
        }
        return near;
    }

    @Override
    public void close() {
        stop();
    }
}

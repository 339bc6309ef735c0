package io.roundhouse.karaf;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Clients that ask the server over HTTP, question after question, until they are told to stop. What was answered before
 * they began is what they must be told.
 */
final class Askers implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
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
            askers.expected.add(question.ask(askers.http));
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
                double[] answer = questions.get(which).ask(http);
                if (!isNear(answer, expected.get(which), questions.get(which).tolerance())) {
                    throw new AssertionError(questions.get(which) + " was answered " + Arrays.toString(answer)
                            + " and before " + Arrays.toString(expected.get(which)));
                }
            }
        } catch (AssertionError e) {
            failure.compareAndSet("", e.toString());
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

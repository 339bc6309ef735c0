package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shares that change while requests are answered: rollouts of {@value #STEPS} weights each, begun, paused, promoted and
 * aborted, so that arms come and go, under a sticky router.
 */
class TrafficIT {
    private static final int STEPS = 32;
    private static final int ROLLOUTS = 4; // 128 changes of weights
    private static final int THREADS = 4;
    private static final int USERS = 25; // of a thread
    private static final int STRANGERS = 2_000;
    private static final Pattern ARM = Pattern.compile("\"arm\":\"(\\w+)\"");

    private final Path models;
    private final Path work;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Map<String, StringBuilder> arms =
            new HashMap<>(); // of each user, one letter an answer; guarded by this
    private volatile int rollout;
    private volatile boolean stopping;

    TrafficIT(@TempDir Path folder) {
        models = folder.resolve("models");
        work = folder.resolve("work");
    }

    private void twoVersions() throws IOException {
        Path mlp = Folders.copyDemo("mlp", models);
        Files.copy(
                mlp.resolve("1/model.onnx"),
                Files.createDirectories(mlp.resolve("2")).resolve("model.onnx"));
        String steps = IntStream.rangeClosed(1, STEPS)
                .mapToObj(i -> "{ weight: " + 3 * i + ", for: 100ms }")
                .collect(Collectors.joining(", "));
        Files.writeString(
                mlp.resolve("model.yaml"),
                "traffic: { router: sticky, key: { header: x-user } }\nrollout:\n  start: manual\n  steps: [ " + steps
                        + " ]\n  guards: [ { metric: errors, margin: 0.001, requests_min: 1000000 } ]\n");
    }

    private String armOf(Server server, String user, int seed) {
        HttpResponse<String> response = server.send(server.request("/v2/models/mlp/infer")
                .header("Content-Type", "application/json")
                .header("x-user", user)
                .POST(BodyPublishers.ofString(Requests.mlp(seed)))
                .build());
        Matcher arm = ARM.matcher(response.body());
        if (response.statusCode() != 200 || !arm.find()) {
            failures.add(response.statusCode() + " " + response.body());
            return "none";
        }
        return arm.group(1);
    }

    private void ask(Server server, int thread) {
        for (int i = 0; !stopping; i++) {
            String user = "user-" + thread + "-" + i % USERS;
            int begun = rollout;
            note(user, armOf(server, user, i), begun);
        }
    }

    /** An answer that was asked for in the rollout before says nothing of this one. */
    private synchronized void note(String user, String arm, int begun) {
        if (begun == rollout) {
            arms.computeIfAbsent(user, name -> new StringBuilder()).append(arm.charAt(0));
        }
    }

    private synchronized void nextRollout() {
        rollout++;
        arms.values().forEach(letters -> letters.setLength(0));
    }

    private synchronized void assertUsersStayed() {
        arms.forEach((user, letters) ->
                assertThat(moves(letters.toString())).as(user + " " + letters).isLessThanOrEqualTo(1));
    }

    private static String rollout(Server server) {
        return server.get("/admin/v1/rollouts/mlp").body();
    }

    private static void act(Server server, String what) {
        HttpResponse<String> answer = server.act("/admin/v1/rollouts/mlp/" + what, "{}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void nothingIsLostSharesAreMetAndUsersStay() throws Exception {
        twoVersions();
        try (Server server = Server.start(models, work)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                Thread thread = new Thread(() -> ask(server, number), "asking-" + i);
                thread.start();
                threads.add(thread);
            }
            try {
                for (int i = 0; i < ROLLOUTS; i++) {
                    ramp(server, i);
                }
            } finally {
                stopping = true;
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            assertThat(failures).isEmpty();
            assertThat(arms.values().stream().mapToInt(StringBuilder::length).sum())
                    .isGreaterThan(1_000);
            assertThat(rollout(server).split("\"outcome\"", -1)).hasSize(ROLLOUTS + 1);
        }
    }

    /** One rollout: halfway its share is counted, at its end the way of each user. */
    private void ramp(Server server, int number) {
        nextRollout();
        act(server, "start");
        server.await("halfway", () -> rollout(server).contains("\"step\":" + STEPS / 2 + ","));
        act(server, "pause");
        int step = Integer.parseInt(rollout(server).replaceFirst("(?s).*\"step\":(\\d+),.*", "$1"));
        server.await("in force", () -> isMet(share(server, number), 0.03 * step));
        act(server, "resume");
        server.await("the last step", () -> rollout(server).contains("\"step\":" + STEPS + ","));
        assertUsersStayed();
        act(server, number % 2 == 0 ? "promote" : "abort");
        server.await("alone", () -> !armOf(server, "any", number).equals("canary"));
    }

    private double share(Server server, int salt) {
        int canaries = 0;
        for (int i = 0; i < STRANGERS; i++) {
            canaries += armOf(server, "stranger-" + salt + "-" + i, i).equals("canary") ? 1 : 0;
        }
        return canaries / (double) STRANGERS;
    }

    /** Within four standard deviations: once in 16,000. */
    private static boolean isMet(double share, double wanted) {
        return Math.abs(share - wanted) < 4 * Math.sqrt(wanted * (1 - wanted) / STRANGERS);
    }

    private static int moves(String letters) {
        int moves = 0;
        for (int i = 1; i < letters.length(); i++) {
            moves += letters.charAt(i) == letters.charAt(i - 1) ? 0 : 1;
        }
        return moves;
    }
}

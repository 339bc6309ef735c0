package io.roundhouse.host;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A parent that a test kills. */
final class Orphans {
    private static final String WORD = "child ";

    private Orphans() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        Recipe recipe = TestRecipes.onnxruntime(folder, TestRecipes.settings(64 * 1024));
        new HostedEngine(() -> recipe, TestRecipes.quarantine())
                .load(
                        new ModelArtifact(new ModelId("twice", "1"), Onnx.twice(folder.resolve("twice")), "twice"),
                        Settings.empty());
        System.out.println(WORD
                + ProcessHandle.current().children().findFirst().orElseThrow().pid());
        new CountDownLatch(1).await();
    }

    static long child(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(WORD)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new AssertionError("the parent started no child");
        }
        return Long.parseLong(line.substring(WORD.length()));
    }
}

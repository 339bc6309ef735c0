package io.roundhouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What every section works with.
 *
 * @param distribution the unpacked distribution
 * @param work a folder of this run
 * @param scale factor on all durations: 1 is a full run, 0.2 a look
 */
record Workbench(Distribution distribution, Path work, Report report, double scale) {
    Duration span(double seconds) {
        return Duration.ofMillis((long) (seconds * scale * 1000));
    }

    /** Starts the server on the benchmarks' own models, with a fresh data folder. */
    Roundhouse start(String section) {
        return Roundhouse.start(distribution, Models.prepare(distribution, work.resolve("models")), data(section));
    }

    /** An empty data folder. */
    Path data(String section) {
        Path data = work.resolve("data-" + section);
        delete(data);
        return data;
    }

    /** Starts the floor program on the MLP with the JVM settings of the server. */
    ChildJvm floor(int port, Roundhouse house) {
        return new ChildJvm(FloorProgram.class, house.jvmOptions(), String.valueOf(port), mlp().toString()).ready();
    }

    Path mlp() {
        return distribution.model("mlp");
    }

    List<Exchange> mlpRequests() {
        return Rows.exchanges("mlp", mlp());
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + folder, e);
        }
    }
}

package io.roundhouse.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What real children are made of in tests: this class path, and the bundles that Maven put aside. */
final class TestRecipes {
    static final Path BUNDLES =
            Path.of(System.getProperty("bundles.directory", "target/bundles")).toAbsolutePath();

    /** This room as a bundle. */
    static final Path HOST = Path.of(System.getProperty("host.jar", "target/roundhouse-host-0.1.0.jar"))
            .toAbsolutePath();

    private TestRecipes() {}

    static Quarantine quarantine() {
        return new Quarantine(QuarantineSettings.DEFAULT, InstantSource.system());
    }

    static HostSettings settings(int slotBytes) {
        return new HostSettings(
                Path.of(System.getProperty("java.home", ""), "bin", "java"),
                256,
                List.of(),
                List.of("PATH", "LANG", "ORT_DISABLE_TELEMETRY"),
                slotBytes,
                64 * 1024 * 1024,
                256,
                0,
                500,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Long.MAX_VALUE,
                Duration.ofDays(1));
    }

    static HostSettings withGrace(HostSettings some, Duration grace) {
        return with(some, some.jvmOptions(), grace);
    }

    static HostSettings withOptions(HostSettings some, List<String> jvmOptions) {
        return with(some, jvmOptions, some.grace());
    }

    private static HostSettings with(HostSettings some, List<String> jvmOptions, Duration grace) {
        return new HostSettings(
                some.java(),
                some.heapMegabytes(),
                jvmOptions,
                some.environment(),
                some.slotBytes(),
                some.answerBytesMax(),
                some.filesMax(),
                some.addressSpaceMegabytes(),
                some.oomScore(),
                some.start(),
                some.load(),
                grace,
                some.silence(),
                some.close(),
                some.residentBytesMax(),
                some.ageMax());
    }

    /** As in a server: nothing but jars. */
    static Recipe ofJars(Path folder, HostSettings settings) {
        Recipe some = onnxruntime(folder, settings);
        List<Path> jars = new ArrayList<>(List.of(HOST, BUNDLES.resolve("api.jar")));
        some.classPath().stream()
                .filter(path -> path.toString().contains("felix"))
                .forEach(jars::add);
        return new Recipe(
                some.engine(), jars, some.basis(), some.bundle(), some.runs(), some.works(), some.archive(), settings);
    }

    static Recipe onnxruntime(Path folder, HostSettings settings) {
        return new Recipe(
                "onnxruntime 1.29.0",
                classPath(),
                scr(),
                BUNDLES.resolve("onnxruntime.jar"),
                runs(),
                folder.resolve("works"),
                folder.resolve("none.jsa"),
                settings);
    }

    /** Short enough for a socket's path. */
    static Path runs() {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir", ""));
    }

    private static List<Path> scr() {
        try (Stream<Path> files = Files.list(BUNDLES.resolve("scr"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The API as a bundle first, whose manifest the child reads; then what this test runs with. */
    private static List<Path> classPath() {
        List<Path> paths = new ArrayList<>(List.of(BUNDLES.resolve("api.jar")));
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()
                    && (entry.contains("felix") || !entry.endsWith(".jar") || entry.contains("roundhouse-host"))) {
                paths.add(Path.of(entry).toAbsolutePath());
            }
        }
        return paths;
    }
}

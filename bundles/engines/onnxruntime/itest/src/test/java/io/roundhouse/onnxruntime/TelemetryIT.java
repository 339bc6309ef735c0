package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TelemetryIT {
    private static final String SWITCH = "ORT_DISABLE_TELEMETRY";

    private final Path folder;
    private final Path home;

    TelemetryIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
        home = Files.createDirectories(folder.resolve("home"));
    }

    @Test
    void nothingIsWrittenWithTelemetryOff() throws Exception {
        String output = run(EngineFramework.NEWEST, Map.of(SWITCH, "1"));

        assertThat(output).contains("answer 64");
        assertNothingWritten();
    }

    @Test
    void aReleaseWithAnUploaderDoesNotStartWithoutTheSwitch() throws Exception {
        String output = run(EngineFramework.NEWEST, Map.of());

        assertThat(output)
                .contains("no engine")
                .contains("ONNX Runtime " + EngineFramework.NEWEST + " cannot start: this release records usage")
                .contains("set ORT_DISABLE_TELEMETRY=1 in the environment of the process");
        assertNothingWritten();
    }

    @Test
    void aReleaseWithoutAnUploaderNeedsNoSwitch() throws Exception {
        assertThat(run(EngineFramework.OLDEST, Map.of())).contains("answer 64");
        assertNothingWritten();
    }

    private void assertNothingWritten() throws Exception {
        try (var files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private String run(String version, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-Donnxruntime.newest=" + EngineFramework.NEWEST,
                        "-Donnxruntime.oldest=" + EngineFramework.OLDEST,
                        "-Dbundles.directory=" + System.getProperty("bundles.directory"),
                        "-Duser.home=" + home,
                        UseOnce.class.getName(),
                        folder.toString(),
                        version))
                .redirectErrorStream(true);
        builder.environment().remove(SWITCH);
        builder.environment().putAll(environment);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(output).isTrue();
        return output;
    }
}

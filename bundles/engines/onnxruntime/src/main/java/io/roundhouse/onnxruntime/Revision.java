package io.roundhouse.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One release of ONNX Runtime in one bundle revision: its natives, its environment, its engine. */
final class Revision {
    static final String TELEMETRY_SWITCH = "ORT_DISABLE_TELEMETRY";

    private final OnnxEngine engine;

    private Revision(OnnxEngine engine) {
        this.engine = engine;
    }

    /**
     * Brings it up.
     *
     * @param version of the release, for messages
     * @param home a folder of the bundle's own; what older revisions left there is deleted
     * @param telemetrySwitch the value of {@value #TELEMETRY_SWITCH} in the process environment
     * @throws IllegalStateException it cannot run here; the message says why
     */
    static Revision open(String version, Path home, @Nullable String telemetrySwitch) {
        try {
            NativeThread.call("load", () -> load(home, telemetrySwitch));
            OrtEnvironment environment = NativeThread.call("open", OrtRuntime::open);
            Set<String> providers = NativeThread.call("providers", Revision::providers);
            OnnxEngine engine = new OnnxEngine(
                    version, environment, providers, Runtime.getRuntime().availableProcessors(), System::nanoTime);
            engine.start();
            return new Revision(engine);
        } catch (Exception | LinkageError e) {
            throw new IllegalStateException("ONNX Runtime " + version + " cannot start: " + reason(e), e);
        }
    }

    private static boolean load(Path home, @Nullable String telemetrySwitch) throws IOException {
        if (OrtClasses.areLoaded()) {
            return false;
        }
        delete(home);
        String unique = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        Natives natives = Natives.extract(Revision.class.getClassLoader(), platform(), home.resolve(unique), unique);
        natives.shareNothing();
        if (natives.uploader() && !"1".equals(telemetrySwitch)) {
            throw new IOException("this release records usage and can send it to its maker; set " + TELEMETRY_SWITCH
                    + "=1 in the environment of the process, before it starts, to prevent both (it was "
                    + (telemetrySwitch == null ? "not set" : "'" + telemetrySwitch + "'") + ")");
        }
        OrtClasses.load(natives);
        return true;
    }

    private static String platform() {
        return Natives.platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    private static Set<String> providers() {
        ClassLoader bundle = Revision.class.getClassLoader();
        return OrtRuntime.providers().stream()
                .filter(provider -> Natives.has(bundle, platform(), provider))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String reason(Throwable thrown) {
        String line = OrtErrors.clean(thrown, "");
        return line.contains("GLIBC")
                ? "its natives need a newer C library than this machine has (" + line + "); take an older release"
                : line;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> found = Files.walk(folder)) {
                List<Path> deepestFirst =
                        found.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    OnnxEngine engine() {
        return engine;
    }

    /**
     * Takes it down: models, watchdog, environment.
     *
     * @param limit how long to wait for the owners of models, and for runs
     * @throws IllegalStateException a run did not stop, so the native code has to stay
     */
    void close(Duration limit) {
        if (!engine.stop(limit)) {
            throw new IllegalStateException("a model could not be closed within " + limit.toSeconds()
                    + " s; the native code stays in the process until it ends");
        }
        try {
            NativeThread.call("close", () -> {
                OrtRuntime.close();
                ProviderHost.PROCESS.leave();
                return true;
            });
        } catch (Exception e) {
            throw new IllegalStateException("the environment could not be closed: " + OrtErrors.clean(e, ""), e);
        }
    }
}

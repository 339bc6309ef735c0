package io.roundhouse.xgboost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import io.roundhouse.testkit.TestRequests;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies of the engine in class loaders of their own, as two revisions of a bundle are. */
@Timeout(120)
class UnloadTest {
    private static final long LIMIT_NANOS = Duration.ofSeconds(30).toNanos();

    private final Path folder;
    private final ModelArtifact artifact;

    UnloadTest(@TempDir Path folder) {
        this.folder = folder;
        this.artifact = Spam.in(folder.resolve("model"));
    }

    @Test
    void copiesRunSideBySideAndLeaveTheProcessInAnyOrder() throws Exception {
        WeakReference<ClassLoader> first = runWithOthers();

        assertThat(isCollected(first)).as("class loader of the first collected").isTrue();
        assertThat(mappedAfterUnloading(0))
                .as("mapped after the first has gone too")
                .isEmpty();
        assertThat(folder.resolve("natives")).isEmptyDirectory();
    }

    private WeakReference<ClassLoader> runWithOthers() throws Exception {
        try (URLClassLoader first = revision()) {
            ByteBuffer expected = answer(first);
            int files = mapped().size();
            assertThat(files).isPositive();
            for (int i = 0; i < 5; i++) {
                WeakReference<ClassLoader> gone = comeAndGo(expected, 2 * files);

                assertThat(isCollected(gone))
                        .as("class loader of cycle %d collected", i)
                        .isTrue();
                assertThat(mappedAfterUnloading(files))
                        .as("mapped after cycle %d", i)
                        .hasSize(files);
                assertThat(answer(first)).isEqualTo(expected);
            }
            return new WeakReference<>(first);
        }
    }

    private WeakReference<ClassLoader> comeAndGo(ByteBuffer expected, int files) throws Exception {
        try (URLClassLoader revision = revision()) {
            assertThat(answer(revision)).isEqualTo(expected);
            assertThat(mapped()).hasSize(files);
            return new WeakReference<>(revision);
        }
    }

    private static URLClassLoader revision() {
        URL[] bundle = {place(XgBoostEngine.class), place(XGBoost.class)};
        return new URLClassLoader(bundle, ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                return name.startsWith("io.roundhouse.api.") || name.startsWith("io.roundhouse.spi.")
                        ? Class.forName(name)
                        : super.findClass(name);
            }
        };
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** On a thread that ends, as those of the server do: a thread that ran native code may keep it mapped. */
    private ByteBuffer answer(ClassLoader revision) throws Exception {
        FutureTask<ByteBuffer> task = new FutureTask<>(() -> {
            Constructor<?> constructor = revision.loadClass(XgBoostEngine.class.getName())
                    .getDeclaredConstructor(Path.class, int.class, LongSupplier.class);
            constructor.setAccessible(true);
            Engine engine =
                    (Engine) constructor.newInstance(folder.resolve("natives"), 2, (LongSupplier) System::nanoTime);
            try (LoadedModel model = engine.load(artifact, Settings.empty())) {
                return model.infer(Tensors.of("features", Spam.mails(50)), TestRequests.later())
                        .get("prediction")
                        .data();
            }
        });
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
        return task.get();
    }

    private List<String> mapped() throws IOException {
        List<String> files = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            String file = line.substring(Math.max(0, line.indexOf('/')));
            if (file.startsWith(folder.toString()) && file.contains("xgboost") && !files.contains(file)) {
                files.add(file);
            }
        }
        return files;
    }

    /** The JDK unloads a library on a thread of its own, some time after its class loader was collected. */
    private List<String> mappedAfterUnloading(int expected) throws IOException {
        long begun = System.nanoTime();
        while (mapped().size() > expected && System.nanoTime() - begun < LIMIT_NANOS) {
            System.gc();
        }
        return mapped();
    }

    private static boolean isCollected(WeakReference<?> reference) {
        long begun = System.nanoTime();
        while (!reference.refersTo(null) && System.nanoTime() - begun < LIMIT_NANOS) {
            System.gc();
        }
        return reference.refersTo(null);
    }
}

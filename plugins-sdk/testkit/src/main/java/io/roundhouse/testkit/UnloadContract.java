package io.roundhouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an engine with native code keeps: copies of it in class loaders of their own, as two revisions of a bundle are, run
 * side by side, and each leaves the process when its class loader is collected. An engine's test extends it and says how a
 * copy is made.
 */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // JUnit fills the folder
public abstract class UnloadContract {
    private static final long LIMIT_NANOS = Duration.ofSeconds(30).toNanos();

    /** Where a test may write; empty at its start. */
    @TempDir
    protected Path folder;

    /** One type of each jar or folder of classes that the bundle is made of. */
    protected abstract List<Class<?>> bundle();

    /** An engine of the copy that the class loader is, which unpacks its natives below {@code home}. */
    protected abstract Engine engine(ClassLoader copy, Path home) throws ReflectiveOperationException;

    /** A good model for it, below {@link #folder}; the same at every call. */
    protected abstract ModelArtifact model();

    /** Rows that fit the model; the same at every call. */
    protected abstract Tensors rows();

    /** The output that copies are compared by. */
    protected abstract String output();

    /** A part of the names of the native files. */
    protected abstract String nativeName();

    @Test
    void copiesRunSideBySideAndLeaveTheProcessInAnyOrder() throws Exception {
        WeakReference<ClassLoader> first = runWithOthers();

        assertThat(isCollected(first)).as("class loader of the first collected").isTrue();
        assertThat(mappedAfterUnloading(0))
                .as("mapped after the first has gone too")
                .isEmpty();
        assertThat(natives()).isEmptyDirectory();
    }

    private WeakReference<ClassLoader> runWithOthers() throws Exception {
        try (URLClassLoader first = copy()) {
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
        try (URLClassLoader copy = copy()) {
            assertThat(answer(copy)).isEqualTo(expected);
            assertThat(mapped()).hasSize(files);
            return new WeakReference<>(copy);
        }
    }

    private URLClassLoader copy() {
        URL[] places = bundle().stream()
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        return new URLClassLoader(places, ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                return name.startsWith("io.roundhouse.api.") || name.startsWith("io.roundhouse.spi.")
                        ? Class.forName(name)
                        : super.findClass(name);
            }
        };
    }

    private Path natives() {
        return folder.resolve("natives");
    }

    /** On a thread that ends, as those of the server do: a thread that ran native code may keep it mapped. */
    private ByteBuffer answer(ClassLoader copy) throws Exception {
        FutureTask<ByteBuffer> task = new FutureTask<>(() -> {
            try (LoadedModel model = engine(copy, natives()).load(model(), Settings.empty())) {
                return model.infer(rows(), TestRequests.later()).get(output()).data();
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
            if (file.startsWith(folder.toString()) && file.contains(nativeName()) && !files.contains(file)) {
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

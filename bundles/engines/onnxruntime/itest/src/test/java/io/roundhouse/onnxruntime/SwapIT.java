package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

@Timeout(120)
class SwapIT {
    private final EngineFramework framework;
    private final ModelArtifact artifact;
    private final Mappings mappings;

    SwapIT(@TempDir Path folder) throws Exception {
        framework = new EngineFramework(folder.resolve("storage"));
        artifact = Credit.in(folder.resolve("model"));
        mappings = new Mappings(folder);
    }

    @AfterEach
    void close() throws Exception {
        framework.close();
    }

    @Test
    void twoReleasesSideBySideAnswerTheSame() throws Exception {
        Bundle oldest = framework.install(EngineFramework.OLDEST);
        Bundle newest = framework.install(EngineFramework.NEWEST);

        ByteBuffer one = Credit.answerOnce(engine(oldest), artifact);
        ByteBuffer other = Credit.answerOnce(engine(newest), artifact);

        assertThat(other).isEqualTo(one);
        assertThat(one.asFloatBuffer().get(0)).isBetween(0f, 1f);
        assertThat(oldest.getSymbolicName()).isEqualTo(newest.getSymbolicName());
        assertThat(version(oldest)).isEqualTo(EngineFramework.OLDEST);
        assertThat(version(newest)).isEqualTo(EngineFramework.NEWEST);
    }

    @Test
    void whatIsUninstalledLeavesTheProcessWhileAnotherServes() throws Exception {
        Bundle stays = framework.install(EngineFramework.NEWEST);
        ByteBuffer expected = Credit.answerOnce(engine(stays), artifact);
        assertThat(mappings.files()).hasSize(2);
        AtomicBoolean enough = new AtomicBoolean();
        AtomicLong answers = new AtomicLong();
        CompletableFuture<Boolean> serving = serve(engine(stays), expected, enough, answers);

        for (int i = 0; i < 10; i++) {
            String version = i % 2 == 0 ? EngineFramework.OLDEST : EngineFramework.NEWEST;

            WeakReference<ClassLoader> loader = comeAndGo(version, expected);

            assertThat(Mappings.isCollected(loader))
                    .as("class loader of cycle %d collected", i)
                    .isTrue();
            assertThat(mappings.filesAfterUnloading(2))
                    .as("mappings after cycle %d", i)
                    .hasSize(2);
        }

        enough.set(true);
        assertThat(serving.get()).isTrue();
        assertThat(answers.get()).isGreaterThan(100);
    }

    private WeakReference<ClassLoader> comeAndGo(String version, ByteBuffer expected) throws Exception {
        Bundle bundle = framework.install(version);
        assertThat(Credit.answerOnce(engine(bundle), artifact)).isEqualTo(expected);
        assertThat(mappings.files()).hasSize(4);
        WeakReference<ClassLoader> loader =
                new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        framework.uninstall(bundle);
        return loader;
    }

    @Test
    void worksAgainAfterStopAndStart() throws Exception {
        Bundle bundle = framework.install(EngineFramework.NEWEST);
        ByteBuffer expected = Credit.answerOnce(engine(bundle), artifact);

        bundle.stop();
        assertThat(framework.engine(bundle)).isNull();
        bundle.start();

        assertThat(Credit.answerOnce(engine(bundle), artifact)).isEqualTo(expected);
    }

    @Test
    void isAnotherReleaseAfterAnUpdateInPlace() throws Exception {
        Bundle bundle = framework.install(EngineFramework.OLDEST);
        ByteBuffer expected = Credit.answerOnce(engine(bundle), artifact);
        WeakReference<ClassLoader> loader =
                new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());

        try (var in = Files.newInputStream(EngineFramework.file(EngineFramework.NEWEST))) {
            bundle.update(in);
        }
        framework.refresh(bundle);

        assertThat(version(bundle)).isEqualTo(EngineFramework.NEWEST);
        assertThat(Credit.answerOnce(engine(bundle), artifact)).isEqualTo(expected);
        assertThat(Mappings.isCollected(loader)).isTrue();
        assertThat(mappings.filesAfterUnloading(2)).hasSize(2);
    }

    private Engine engine(Bundle bundle) {
        return Objects.requireNonNull(framework.engine(bundle), "the engine has not started");
    }

    private static String version(Bundle bundle) {
        return String.valueOf(bundle.getRegisteredServices()[0].getProperty("roundhouse.version"));
    }

    private CompletableFuture<Boolean> serve(
            Engine engine, ByteBuffer expected, AtomicBoolean enough, AtomicLong answers) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (LoadedModel model = engine.load(artifact, Settings.empty())) {
                boolean right = true;
                while (right && !enough.get()) {
                    right = Credit.answer(model).equals(expected);
                    answers.incrementAndGet();
                }
                result.complete(right);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        return result;
    }
}

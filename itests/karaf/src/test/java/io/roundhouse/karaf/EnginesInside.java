package io.roundhouse.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.PluginControl;
import io.roundhouse.server.control.PluginControl.Step;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Two releases of ONNX Runtime in one process: side by side, one for the other, and gone without a trace. */
public class EnginesInside extends Inside {
    private static final String BUNDLE = "io.roundhouse.onnxruntime";

    @Test
    public void twoReleasesSideBySideAnswerAlikeAndOneLeavesWithoutATrace() throws Exception {
        Bundle oldest = install("mvn:io.roundhouse.engines/onnxruntime/" + OLDEST);
        await("both there", () -> versions().size() == 2);

        float[] old = answerOf(OLDEST);
        float[] young = answerOf(NEWEST);

        assertThat(versions()).containsExactlyInAnyOrder(OLDEST, NEWEST);
        assertThat(old).hasSize(8).containsExactly(young, within(1e-6f));
        assertThat(Traces.of(oldest).mapped()).isNotEmpty();
        uninstall(oldest);
        assertThat(versions()).containsExactly(NEWEST);
        assertThat(Traces.of(engineBundle()).mapped()).isNotEmpty();
    }

    @Test
    public void aSwapDownAndUpAnswersAlikeAndLeavesOneRelease() {
        float[] expected = floats(infer("mlp", Tensors.of("x", row())).outputs().get("y"));

        for (String version : List.of(OLDEST, NEWEST)) {
            Traces before = Traces.of(engineBundle());
            List<Step> told = new ArrayList<>();

            List<Step> done = service(PluginControl.class).swap("onnxruntime", version, told::add);

            InferenceResponse answer = infer("mlp", Tensors.of("x", row()));
            assertThat(done)
                    .isEqualTo(told)
                    .extracting(Step::name)
                    .containsExactly(
                            "resolve", "start", "load", "warm", "publish", "drain", "close", "uninstall", "unmapped");
            assertThat(answer.servedBy().engineVersion()).isEqualTo(version);
            assertThat(floats(answer.outputs().get("y"))).containsExactly(expected, within(1e-6f));
            assertThat(versions()).containsExactly(version);
            await("old release gone", () -> Traces.gone(List.of(before)));
        }
    }

    private List<String> versions() {
        return engines().stream()
                .map(engine -> String.valueOf(engine.getProperty("roundhouse.version")))
                .toList();
    }

    private List<ServiceReference<Engine>> engines() {
        try {
            return List.copyOf(context.getServiceReferences(Engine.class, "(roundhouse.name=onnxruntime)"));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Bundle engineBundle() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(BUNDLE))
                .findFirst()
                .orElseThrow();
    }

    /** On a thread of its own that ends: native code stays mapped as long as a thread lives that ran it. */
    private float[] answerOf(String version) throws ExecutionException, InterruptedException, TimeoutException {
        FutureTask<float[]> task = new FutureTask<>(() -> {
            ServiceReference<Engine> reference = engines().stream()
                    .filter(engine -> version.equals(engine.getProperty("roundhouse.version")))
                    .findFirst()
                    .orElseThrow();
            Engine engine = context.getService(reference);
            try (LoadedModel model = engine.load(mlp(), Settings.empty())) {
                Deadline deadline = Deadline.after(Duration.ofSeconds(10), System.nanoTime());
                return floats(model.infer(Tensors.of("x", row()), deadline).get("y"));
            } finally {
                context.ungetService(reference);
            }
        });
        Thread thread = new Thread(task, "inside-infer");
        thread.start();
        float[] answer = task.get(30, TimeUnit.SECONDS);
        thread.join();
        return answer;
    }

    private static ModelArtifact mlp() {
        Path folder = Path.of(System.getProperty("karaf.base"), "models", "mlp", "1");
        return new ModelArtifact(new ModelId("mlp", "1"), folder, "0".repeat(64));
    }
}

package io.roundhouse.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.Inference;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.PluginControl;
import io.roundhouse.server.control.PluginControl.Plugin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The plugins that authors copy from: installed into the running server, used, and gone again. */
public class ExamplesInside extends Inside {
    private static final Tensor X = Tensor.ofFloats(Shape.of(1, 2), 3, 4);

    @Test
    public void anEngineARouterAndAStepServeAModelAndLeaveNothing() {
        List<Plugin> before = plugins();
        Bundle linear = install(System.getProperty("roundhouse.example.linear", ""));
        Bundle byHeader = install(System.getProperty("roundhouse.example.byheader", ""));
        Bundle lowerCase = install(System.getProperty("roundhouse.example.lowercase", ""));
        ModelRepository repository = service(ModelRepository.class);
        ModelFolder model = ModelFolder.drop(
                repository.directory(),
                "example",
                Map.of(
                        "model.yaml",
                        """
                        engine: { name: linear, bias: 0.5 }
                        transformers:
                          - lower-case: { column: text }
                        after:
                          - lower-case: { column: text }
                        traffic:
                          router: by-header
                          arms:
                            sum: { version: 1 }
                            difference: { version: 2 }
                        """.getBytes(UTF_8),
                        "1/weights.csv",
                        "1,1\n".getBytes(UTF_8),
                        "2/weights.csv",
                        "1,-1\n".getBytes(UTF_8)));
        repository.load("example");

        Tensors inputs =
                Tensors.of(List.of("x", "text"), List.of(X, Tensor.ofTexts(Shape.of(1), List.of("ROUND House"))));
        InferenceResponse sum = infer("example", inputs);
        InferenceResponse difference = infer("example", inputs, Map.of("x-arm", "difference"));

        assertThat(sum.servedBy().arm()).isEqualTo("sum");
        assertThat(floats(sum.outputs().get("y"))).containsExactly(7.5f);
        assertThat(sum.outputs().get("text").texts()).containsExactly("round house");
        assertThat(difference.servedBy().arm()).isEqualTo("difference");
        assertThat(floats(difference.outputs().get("y"))).containsExactly(-0.5f);
        assertThat(plugins())
                .hasSize(before.size() + 3)
                .filteredOn(plugin -> plugin.bundleId() == linear.getBundleId())
                .singleElement()
                .satisfies(plugin -> assertThat(plugin.models()).anyMatch(name -> name.contains("example")));
        repository.unload("example");
        model.delete();
        uninstall(linear, byHeader, lowerCase);
        assertThat(plugins()).isEqualTo(before);
    }

    @Test
    public void aMonitorSeesARequestAndLeavesNothing() {
        List<Plugin> before = plugins();
        Bundle slowLog = install(System.getProperty("roundhouse.example.slowlog", ""));
        await("there", () -> plugins().size() == before.size() + 1);

        long anHourAgo = System.nanoTime() - Duration.ofHours(1).toNanos();
        Deadline deadline = Deadline.after(Duration.ofSeconds(30), System.nanoTime());
        service(Inference.class)
                .infer(InferenceRequest.of("inside", "mlp", Tensors.of("x", row()), deadline, anHourAgo));

        await("logged", () -> log().contains("slow model=mlp:1 total_ms=3600"));
        uninstall(slowLog);
        assertThat(plugins()).isEqualTo(before);
    }

    @Test
    public void aMonitorIsAttachedByModelYamlAndLeavesNothing() {
        Bundle linear = install(System.getProperty("roundhouse.example.linear", ""));
        Bundle extremes = install(System.getProperty("roundhouse.example.extremes", ""));
        ModelRepository repository = service(ModelRepository.class);
        ModelFolder model = ModelFolder.drop(
                repository.directory(),
                "watched",
                Map.of(
                        "model.yaml",
                        "engine: linear\nmonitors:\n  - extremes: { input: x }\n".getBytes(UTF_8),
                        "1/weights.csv",
                        "1,1\n".getBytes(UTF_8)));
        repository.load("watched");
        await("attached", () -> shell("roundhouse:monitor list extremes").contains("RUNNING"));

        infer("watched", Tensors.of("x", X));

        await("seen", () -> shell("roundhouse:monitor show extremes watched").contains("4.0"));
        assertThat(shell("roundhouse:monitor show extremes watched"))
                .contains("Monitor extremes 1.0.0 watches watched.", "GOOD: 1 of 1 inputs were seen", "3.0");
        repository.unload("watched");
        model.delete();
        uninstall(linear, extremes);
        await("detached", () -> shell("roundhouse:monitor list extremes").contains("No monitor is attached."));
    }

    private List<Plugin> plugins() {
        return service(PluginControl.class).plugins();
    }
}

package io.roundhouse.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Plugins that do not keep the contract: a failure with a name, and nobody else's. */
public class MisbehaviourInside extends Inside {
    @Test
    public void anEngineThatCannotStartIsAFailureOfItsModelsAndOfNoOther() throws BundleException {
        Bundle broken = start("broken", BrokenEngine.class, Engine.class);
        ModelRepository repository = service(ModelRepository.class);
        ModelFolder model = ModelFolder.drop(
                repository.directory(),
                "hopeless",
                Map.of("model.yaml", "engine: broken\n".getBytes(UTF_8), "1/model.bin", new byte[1]));

        assertThatThrownBy(() -> repository.load("hopeless"))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("engine broken 1.0.0")
                .hasMessageContaining("did not start");
        assertThat(broken.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(infer("mlp", Tensors.of("x", row())).outputs().rows()).isEqualTo(1);
        repository.unload("hopeless");
        model.delete();
        uninstall(broken);
    }

    @Test
    public void aMonitorThatThrowsChangesNothingForRequests() throws BundleException {
        float[] expected = floats(infer("mlp", Tensors.of("x", row())).outputs().get("y"));
        Bundle broken = start("throwing", BrokenMonitor.class, InferenceMonitor.class);

        float[] answer = floats(infer("mlp", Tensors.of("x", row())).outputs().get("y"));

        assertThat(answer).containsExactly(expected);
        await("logged", () -> log().contains("monitor failed name=throwing"));
        assertThat(log()).contains("half gone");
        uninstall(broken);
    }

    private Bundle start(String name, Class<?> implementation, Class<?> contract) throws BundleException {
        Bundle bundle = context.installBundle("inside:" + name, ComponentBundle.of(name, implementation, contract));
        bundle.start();
        return bundle;
    }
}

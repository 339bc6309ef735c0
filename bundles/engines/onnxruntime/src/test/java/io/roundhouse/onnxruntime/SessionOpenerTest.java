package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import io.roundhouse.testkit.TestRequests;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Without a card: what is missing can be shown, what is there not. */
class SessionOpenerTest {
    @RegisterExtension
    static final OpenEngine OPEN = new OpenEngine();

    @Test
    void saysNothingOfAModelThatWishesNothing() throws OrtException {
        SessionOpener opener = opener(Map.of(), "cpu");

        String opened = opener.open(options -> "opened");

        assertThat(opened).isEqualTo("opened");
        assertThat(opener.notes()).isEmpty();
    }

    @Test
    void goesOnWithoutWhatIsPreferredAndNotInTheBuildAndSaysSo() throws OrtException {
        SessionOpener opener = opener(Map.of("prefer", "cuda"), "cpu");

        String opened = opener.open(options -> "opened");

        assertThat(opened).isEqualTo("opened");
        assertThat(opener.notes())
                .containsExactly(
                        "runs on cpu",
                        "cuda was preferred, but is not in this build of onnxruntime test, which has cpu");
    }

    @Test
    void refusesWhatIsRequiredAndNotInTheBuildAndSaysWhatIs() {
        SessionOpener opener = opener(Map.of("require", "cuda"), "azure", "cpu");

        assertThatThrownBy(() -> opener.open(options -> "opened"))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessage(
                        "the model requires cuda, which is not in this build of onnxruntime test, which has azure, cpu;"
                                + " install a build that has it, or say 'prefer: cuda' to run without where it is"
                                + " missing");
    }

    @Test
    void goesOnWithoutWhatIsPreferredAndDoesNotStart() throws OrtException {
        SessionOpener opener = opener(Map.of("prefer", "cuda"), "cpu", "cuda");

        String opened = opener.open(options -> "opened");

        assertThat(opened).isEqualTo("opened");
        assertThat(opener.notes())
                .hasSize(2)
                .element(1)
                .asString()
                .startsWith("cuda was preferred, but does not start on this machine: ");
    }

    @Test
    void doesNotUseProvidersBesideThoseOfAnotherRevision() throws OrtException {
        String before = System.setProperty(ProviderHost.KEY, "another");
        try {
            SessionOpener opener = opener(Map.of("prefer", "cuda"), "cpu", "cuda");
            String opened = opener.open(options -> "opened");

            assertThat(opened).isEqualTo("opened");
            assertThat(opener.notes())
                    .element(1)
                    .asString()
                    .startsWith("cuda was preferred, but is used by another revision of ONNX Runtime in this process");
        } finally {
            System.clearProperty(ProviderHost.KEY);
            if (before != null) {
                System.setProperty(ProviderHost.KEY, before);
            }
        }
        assertThat(ProviderHost.PROCESS.claim()).isTrue();
        assertThat(ProviderHost.PROCESS.claim()).isTrue();
    }

    @Test
    void refusesWhatIsRequiredAndDoesNotStart() {
        SessionOpener opener = opener(Map.of("require", "cuda"), "cpu", "cuda");

        assertThatThrownBy(() -> opener.open(options -> "opened"))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOAD_FAILED))
                .hasMessageStartingWith("the model requires cuda, which does not start on this machine: ");
    }

    @Test
    void handsOnWhatAModelIsRefusedFor() {
        SessionOpener opener = opener(Map.of("prefer", "cuda"), "cpu");

        assertThatThrownBy(() -> opener.open(options -> {
                    throw new OrtException("no model");
                }))
                .isInstanceOf(OrtException.class)
                .hasMessageContaining("no model");
    }

    @Test
    void answersOnTheProcessorWhatPrefersACardThatIsNotThere(@TempDir Path folder) {
        Settings settings = Settings.of(Map.of("prefer", "cuda"));

        try (LoadedModel model = OPEN.engine().load(OnnxFile.mlp().in(folder), settings)) {
            Tensors answer =
                    model.infer(Tensors.of("x", Tensor.ofFloats(Shape.of(1, 64), new float[64])), TestRequests.later());

            assertThat(answer.rows()).isEqualTo(1);
            assertThat(model.notes()).isNotEmpty();
            if (model.notes().size() == 1) { // a build with the provider, on a machine with a card
                assertThat(model.notes()).containsExactly("runs on cuda, then cpu");
                assertThat(OrtRuntime.providers()).contains("cuda");
            } else {
                String why = OrtRuntime.providers().contains("cuda")
                        ? "cuda was preferred, but does not start on this machine: "
                        : "cuda was preferred, but is not in this build of onnxruntime test, which has ";
                assertThat(model.notes()).first().isEqualTo("runs on cpu");
                assertThat(model.notes()).last().asString().startsWith(why);
            }
        }
    }

    @Test
    void hasWhatTheCapabilityOfItsBundleSays() {
        String[] devices = System.getProperty("onnxruntime.devices", "cpu").split(",");

        assertThat(OrtRuntime.providers()).contains(devices).doesNotContain("rocm");
        assertThat(OPEN.engine().devices()).contains(devices).isSubsetOf(OrtRuntime.providers());
    }

    private static SessionOpener opener(Map<String, String> settings, String... there) {
        EngineOptions options = EngineOptions.of(Settings.of(settings), 1);
        return new SessionOpener(options, "onnxruntime test", new TreeSet<>(Set.of(there)));
    }
}

package io.roundhouse.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.router.Route;
import io.roundhouse.testkit.TestRequests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CascadeRouterTest {
    private static final List<String> ARMS = List.of("small", "large", "dark", "huge");
    private static final InferenceRequest REQUEST = TestRequests.of("id", Tensors.empty());

    private final CascadeRouter router = CascadeRouter.of(ARMS, traffic("threshold", "0.8", "output", "p"), Map.of());

    @Test
    void asksTheFirstArmFirstAndLetsMirrorsWatch() {
        assertThat(router.route(REQUEST)).isEqualTo(new Route("small", List.of("dark")));
    }

    @Test
    void asksTheNextArmInTheOrderWrittenWhereAnAnswerIsNotSureEnough() {
        assertThat(router.escalate(REQUEST, answer("small", 0.7f, 0.3f))).contains("large");
        assertThat(router.escalate(REQUEST, answer("large", 0.7f, 0.3f))).contains("huge");
    }

    @Test
    void letsAnAnswerStandThatIsSureEnoughOrTheLast() {
        assertThat(router.escalate(REQUEST, answer("small", 0.8f, 0.2f))).isEmpty();
        assertThat(router.escalate(REQUEST, answer("huge", 0.5f, 0.5f))).isEmpty();
        assertThat(router.escalate(REQUEST, answer("stranger", 0.5f, 0.5f))).isEmpty();
    }

    @Test
    void letsAnAnswerStandOfWhichNobodyKnowsHowSureItIs() {
        Tensors other = Tensors.of("q", Tensor.ofFloats(Shape.of(1, 2), 0.5f, 0.5f));
        Tensors text = Tensors.of("p", Tensor.ofTexts(Shape.of(1), List.of("bad")));

        assertThat(router.escalate(REQUEST, answer("small", other))).isEmpty();
        assertThat(router.escalate(REQUEST, answer("small", text))).isEmpty();
    }

    @Test
    void refusesSettingsThatAreMissingOrCannotBe() {
        assertRefused("'threshold' is missing: how sure an answer must be to stand, 0..1, like 0.9", "output", "p");
        assertRefused(
                "'output' is missing: the output that holds probabilities, or logits with softmax: true",
                "threshold",
                "0.5");
        assertRefused("'threshold' must be a number 0.0..1.0, was '80'", "threshold", "80", "output", "p");
        assertRefused("'rows' must be one of [min, mean], was 'max'", "threshold", "0.5", "output", "p", "rows", "max");
        assertRefused("'order' is not known here", "threshold", "0.5", "output", "p", "order", "small");
    }

    @Test
    void refusesAnOutputThatAnArmDoesNotGive() {
        Settings traffic = traffic("threshold", "0.5", "output", "prob");

        assertThatThrownBy(() -> CascadeRouter.of(ARMS, traffic, Map.of("small", spec("probs", DataType.FP32))))
                .hasMessage("models/m/model.yaml:5:3: 'output' names 'prob', which arm 'small' does not give;"
                        + " did you mean 'probs'? Known are [probs]");
        assertThatThrownBy(() -> CascadeRouter.of(ARMS, traffic, Map.of("large", spec("prob", DataType.BYTES))))
                .hasMessage(
                        "models/m/model.yaml:5:3: 'output' must be one of [FP32, FP64], but 'prob' of arm 'large' is BYTES");
        assertThat(CascadeRouter.of(ARMS, traffic, Map.of("huge", spec("other", DataType.FP32)))
                        .route(REQUEST)
                        .answering())
                .isEqualTo("small"); // the last arm's answer stands anyway
    }

    private static void assertRefused(String message, String... texts) {
        assertThatThrownBy(() -> CascadeRouter.of(ARMS, traffic(texts), Map.of()))
                .hasMessageContaining(message);
    }

    private static ModelSpec spec(String output, DataType type) {
        return new ModelSpec("test", List.of(), List.of(new TensorSpec(output, type, Shape.of(-1, 2))), true);
    }

    private static InferenceResponse answer(String arm, float... probabilities) {
        return answer(arm, Tensors.of("p", Tensor.ofFloats(Shape.of(1, probabilities.length), probabilities)));
    }

    private static InferenceResponse answer(String arm, Tensors outputs) {
        ServedBy servedBy = new ServedBy(new ModelId("m", "1"), arm, "fake", "1");
        return new InferenceResponse("id", servedBy, outputs, new Timing(0, 0, 0, 0, 1, 1));
    }

    private static Settings traffic(String... texts) {
        Map<String, String> mirrors = new LinkedHashMap<>(Map.of("dark", "100"));
        Settings.Builder arms = Settings.builder("models/m/model.yaml:3:3");
        ARMS.forEach(arm ->
                arms.put(arm, mirrors.containsKey(arm) ? Settings.of(Map.of("mirror", "100")) : Settings.empty()));
        Settings.Builder traffic = Settings.builder("models/m/model.yaml:2:1").put("arms", arms.build());
        for (int i = 0; i < texts.length; i += 2) {
            traffic.put(texts[i], texts[i + 1], "models/m/model.yaml:5:" + (i + 1));
        }
        return traffic.build();
    }
}

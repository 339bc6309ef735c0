package io.roundhouse.cascade;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.WeightedArms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first arm always answers; each further one, in the order written, where the one before is not sure enough. The last
 * arm's answer stands however sure it is. An answer whose confidence cannot be told stands too: to ask a large model for
 * everything because of a renamed output would cost more than it helps.
 */
final class CascadeRouter implements Router {
    private final WeightedArms arms;
    private final Confidence confidence;
    private final double threshold;
    private final Map<String, Optional<String>> next = new HashMap<>(); // filled in the constructor, then only read

    private CascadeRouter(WeightedArms arms, Confidence confidence, double threshold) {
        this.arms = arms;
        this.confidence = confidence;
        this.threshold = threshold;
        List<String> order = arms.answering();
        for (int i = 1; i < order.size(); i++) {
            next.put(order.get(i - 1), Optional.of(order.get(i)));
        }
    }

    static CascadeRouter of(List<String> names, Settings settings, Map<String, ModelSpec> specs) {
        settings.allow("router", "arms", "threshold", "output", "softmax", "rows");
        WeightedArms arms = WeightedArms.unweighted(names, settings);
        if (!settings.has("threshold")) {
            throw settings.invalid(
                    "threshold", "is missing: how sure an answer must be to stand, 0..1, like 0.9", null);
        }
        double threshold = settings.number("threshold", 0, 0, 1);
        Confidence confidence = Confidence.read(settings);
        List<String> asked = arms.answering().subList(0, arms.answering().size() - 1);
        asked.forEach(
                arm -> Optional.ofNullable(specs.get(arm)).ifPresent(spec -> confidence.check(settings, arm, spec)));
        return new CascadeRouter(arms, confidence, threshold);
    }

    @Override
    public Route route(InferenceRequest request) {
        return arms.to(arms.answering().get(0), WeightedArms.key(request.id()));
    }

    @Override
    public Optional<String> escalate(InferenceRequest request, InferenceResponse response) {
        Optional<String> larger = next.getOrDefault(response.servedBy().arm(), Optional.empty());
        if (larger.isEmpty()) {
            return larger;
        }
        Optional<Tensor> output = response.outputs().find(confidence.output());
        return output.isPresent() && confidence.of(output.get()) < threshold ? larger : Optional.empty();
    }
}

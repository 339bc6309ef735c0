package io.roundhouse.benchmarks;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.bandit.BanditComponent;
import io.roundhouse.cascade.CascadeComponent;
import io.roundhouse.match.MatchComponent;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.sticky.StickyComponent;
import io.roundhouse.weighted.WeightedComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a router cost a request? Two arms that answer and one that watches half; {@code -prof gc} tells the bytes.
 * {@code escalate} is asked once an answer, by every router; {@code reward} is called by whoever collects feedback.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RouterCost {
    private static final int REQUESTS = 1_024;
    private static final List<String> ARMS = List.of("stable", "canary", "dark");
    private static final String PLACE = "model.yaml";

    /** A router's name in {@code model.yaml}. */
    @Param({"weighted", "sticky", "match", "cascade", "bandit"})
    public String router = "weighted";

    private final InferenceRequest[] requests = new InferenceRequest[REQUESTS];
    private final InferenceResponse[] responses = new InferenceResponse[REQUESTS];
    private Router made = request -> {
        throw new IllegalStateException("not made");
    };
    private int next;

    @Setup
    public void make() {
        made = factory().create(ARMS, traffic());
        for (int i = 0; i < REQUESTS; i++) {
            requests[i] = request("request-" + i, "user-" + i);
            float sure = 0.5f + i / 2_048f;
            responses[i] = new InferenceResponse(
                    requests[i].id(),
                    new ServedBy(new ModelId("m", "1"), "stable", "fake", "1"),
                    Tensors.of("p", Tensor.ofFloats(Shape.of(1, 4), sure, 1 - sure, 0, 0)),
                    new Timing(0, 0, 0, 0, 1, 1));
        }
    }

    private RouterFactory factory() {
        return switch (router) {
            case "sticky" -> new StickyComponent();
            case "match" -> new MatchComponent();
            case "cascade" -> new CascadeComponent();
            case "bandit" -> new BanditComponent();
            default -> new WeightedComponent();
        };
    }

    private Settings traffic() {
        boolean weighs = !router.equals("cascade") && !router.equals("bandit");
        Settings.Builder arms = Settings.builder(PLACE)
                .put("stable", weighs ? Settings.of(Map.of("weight", "90")) : Settings.empty())
                .put("canary", weighs ? Settings.of(Map.of("weight", "10")) : Settings.empty())
                .put("dark", Settings.of(Map.of("mirror", "50")));
        Settings.Builder traffic = Settings.builder(PLACE).put("arms", arms.build());
        switch (router) {
            case "sticky" -> traffic.put("key", Settings.of(Map.of("header", "x-user")));
            case "match" -> traffic.putSections("rules", rules(), PLACE);
            case "cascade" -> traffic.put("threshold", "0.9", PLACE).put("output", "p", PLACE);
            default -> {
                // nothing more to say
            }
        }
        return traffic.build();
    }

    /** None matches: all are looked at. */
    private static List<Settings> rules() {
        return List.of(
                Settings.of(Map.of("header", "x-tester", "is", "yes", "arm", "canary")),
                Settings.of(Map.of("header", "x-user", "like", "test-*", "arm", "canary")),
                Settings.of(Map.of("parameter", "tier", "is", "gold", "arm", "canary")),
                Settings.of(Map.of("priority_max", "1", "arm", "canary")));
    }

    private static InferenceRequest request(String id, String user) {
        Map<String, String> headers = Map.of("x-user", user);
        Map<String, String> parameters = Map.of("tier", "silver");
        return new InferenceRequest(
                id,
                "m",
                Optional.empty(),
                Tensors.empty(),
                List.of(),
                parameters,
                headers,
                0,
                new Deadline(Long.MAX_VALUE),
                0);
    }

    private int next() {
        next = next + 1 & REQUESTS - 1;
        return next;
    }

    @Benchmark
    public Object route() {
        return made.route(requests[next()]);
    }

    @Benchmark
    public Object escalate() {
        int i = next();
        return made.escalate(requests[i], responses[i]);
    }

    @Benchmark
    public Object reward() {
        made.reward(next() % 8 == 0 ? "canary" : "stable", (next & 1) == 0 ? 1 : 0);
        return made;
    }
}

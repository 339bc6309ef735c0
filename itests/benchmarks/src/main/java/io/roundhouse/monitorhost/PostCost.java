package io.roundhouse.monitorhost;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** What does an event cost the request's thread, with so many monitors on its model? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PostCost {
    /** None: other models are watched, this one is not. */
    @Param({"0", "1", "3"})
    public int monitors;

    private final Post post = new Post();
    private final List<Buffer> buffers = new ArrayList<>();
    private final List<InferenceEvent> taken = new ArrayList<>();
    private final InferenceEvent event = event();
    private int offered;

    @Setup
    public void open() {
        HostSettings settings = new HostSettings(8192, 64L << 20, 1);
        for (int i = 0; i < monitors; i++) {
            buffers.add(new Buffer(settings));
        }
        Map<String, Buffer[]> routes = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            routes.put("other-" + i, new Buffer[] {new Buffer(settings)});
        }
        if (monitors > 0) {
            routes.put("model", buffers.toArray(Buffer[]::new));
        }
        post.route(routes);
    }

    /** Also takes them out again, 256 at a time, so that nothing is lost: more than a request's thread does. */
    @Benchmark
    public void offerAndTake() {
        post.on(event);
        if (++offered % Pace.BATCH_MAX == 0) {
            for (int i = 0; i < buffers.size(); i++) {
                taken.clear();
                buffers.get(i).take(taken, Pace.BATCH_MAX);
            }
        }
    }

    private static InferenceEvent event() {
        ServedBy arm = new ServedBy(new ModelId("model", "1"), "stable", "onnxruntime", "1.29.0");
        Deadline deadline = Deadline.after(Duration.ofDays(1), System.nanoTime());
        Tensors inputs = Tensors.of(
                List.of("a", "b", "c"),
                List.of(
                        Tensor.allocate(DataType.FP32, Shape.of(1, 64)),
                        Tensor.allocate(DataType.FP64, Shape.of(1)),
                        Tensor.allocate(DataType.FP64, Shape.of(1))));
        Tensors outputs = Tensors.of("y", Tensor.allocate(DataType.FP32, Shape.of(1, 8)));
        InferenceRequest request = InferenceRequest.of("request-1", "model", inputs, deadline, System.nanoTime());
        return new InferenceEvent.Answered(
                request, new InferenceResponse("request-1", arm, outputs, new Timing(1000, 0, 9000, 20_000, 1, 1)));
    }
}

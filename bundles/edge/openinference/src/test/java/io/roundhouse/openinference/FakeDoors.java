package io.roundhouse.openinference;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.Inference;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.Statistics;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server whose one model, {@code echo} in versions 1 and 2, answers what it is sent. */
final class FakeDoors implements Doors, Inference, ModelCatalog, ModelRepository {
    static final TensorSpec X = new TensorSpec("x", DataType.FP32, Shape.of(-1, 4));

    volatile @Nullable InferenceRequest last;
    volatile UnaryOperator<Tensors> answer = UnaryOperator.identity();
    final List<String> asked = new ArrayList<>();

    @Override
    public InferenceResponse infer(InferenceRequest request) {
        last = request;
        switch (request.model()) {
            case "echo" -> {
                Tensors all = answer.apply(request.inputs());
                Tensors outputs = request.outputs().isEmpty() ? all : all.only(request.outputs());
                ModelId id = new ModelId("echo", request.version().orElse("2"));
                return new InferenceResponse(
                        request.id(), new ServedBy(id, "stable", "fake", "1"), outputs, new Timing(0, 0, 0, 0, 1, 1));
            }
            case "broken" -> throw new IllegalStateException("a secret of ours");
            case "full" -> throw new InferenceException(ErrorCode.OVERLOADED, "queue of full:1 is full, 64 of 64");
            case "late" -> throw new InferenceException(ErrorCode.DEADLINE_EXCEEDED, "too late by 3 ms");
            default -> throw new InferenceException(ErrorCode.MODEL_NOT_FOUND, "there is no model");
        }
    }

    @Override
    public List<ModelStatus> models() {
        Optional<ModelSpec> spec = Optional.of(new ModelSpec("fake_echo", List.of(X), List.of(X), true));
        return List.of(
                status("echo", "1", ModelState.LIVE, "", spec, List.of()),
                status("echo", "2", ModelState.LIVE, "", spec, List.of("stable")),
                status("sick", "1", ModelState.FAILED, "model.onnx is cut off", Optional.empty(), List.of()));
    }

    private static ModelStatus status(
            String name, String version, ModelState state, String reason, Optional<ModelSpec> spec, List<String> arms) {
        return new ModelStatus(new ModelId(name, version), state, reason, spec, "fake", "1", arms, List.of(), 1);
    }

    @Override
    public void load(String name) {
        asked.add("load " + name);
        if (name.equals("sick")) {
            throw new InferenceException(ErrorCode.LOAD_FAILED, "model.onnx is cut off");
        }
        if (!name.equals("echo")) {
            throw new InferenceException(ErrorCode.MODEL_NOT_FOUND, "there is no folder");
        }
    }

    @Override
    public void unload(String name) {
        asked.add("unload " + name);
    }

    @Override
    public Optional<Statistics> statistics() {
        Statistics.Times times = new Statistics.Times(3, 1_000);
        TreeMap<Integer, Statistics.Times> batches = new TreeMap<>();
        batches.put(8, times);
        return Optional.of(() -> List.of(new Statistics.ModelStatistics(
                new ModelId("echo", "2"), 7, 24, 3, times, times, times, times, times, batches)));
    }

    /** Joins what has the id {@code known}; the rest is a stranger's. The model {@code sick} takes none. */
    @Override
    public Feedback feedback() {
        return new Feedback() {
            @Override
            public Receipt take(String model, List<Item> items) {
                if (model.equals("sick")) {
                    throw new InferenceException(ErrorCode.UNSUPPORTED, "model 'sick' takes no feedback");
                }
                items.forEach(item -> asked.add(item.toString()));
                int joined = (int)
                        items.stream().filter(item -> item.id().equals("known")).count();
                int unknown = items.size() - joined;
                return new Receipt(joined, unknown, 0, 0, 0, unknown == 0 ? Map.of() : Map.of("unknown", "who?"));
            }

            @Override
            public List<Report> reports() {
                return List.of();
            }
        };
    }

    @Override
    public boolean takesFeedback() {
        return true;
    }

    @Override
    public Inference inference() {
        return this;
    }

    @Override
    public ModelCatalog catalog() {
        return this;
    }

    @Override
    public ModelDefinition read(Path folder) {
        throw new AssertionError("no client reads folders");
    }

    @Override
    public void write(Path versionFolder, Fitted fitted) {
        throw new AssertionError("no client writes folders");
    }

    @Override
    public ModelRepository repository() {
        return this;
    }

    @Override
    public Route route(InferenceRequest request) {
        return Route.to("stable");
    }

    @Override
    public Set<String> headers(String model) {
        return Set.of("x-user");
    }

    @Override
    public ModelLease lease(String model, String arm, Deadline deadline) {
        throw new IllegalStateException("the edge takes no leases");
    }

    @Override
    public boolean isSettled() {
        return true;
    }

    @Override
    public Path directory() {
        return Path.of("models");
    }

    @Override
    public List<String> names() {
        return List.of("echo");
    }
}

package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import java.util.ArrayList;
import java.util.List;

/**
 * The step {@code model}: asks another model and writes what it answers. {@code inputs} and {@code outputs} say which
 * column is which of its tensors, where the names differ; with {@code outputs}, only those are written.
 */
final class ModelStep implements Transformer {
    private final String model;
    private final Tensors none;
    private final Side inputs;
    private final Side outputs;

    private ModelStep(String model, Side inputs, Side outputs) {
        this.model = model;
        this.inputs = inputs;
        this.outputs = outputs;
        this.none = Tensors.of(
                outputs.columns(), outputs.specs().stream().map(Tensor::noRows).toList());
    }

    /**
     * Columns and the other model's tensors, one for one.
     *
     * @param specs by the columns' names
     */
    private record Side(List<String> columns, List<String> tensors, List<TensorSpec> specs) {
        static Side of(List<TensorSpec> all, Settings mapping) {
            List<String> columns = new ArrayList<>();
            List<String> tensors = new ArrayList<>();
            List<TensorSpec> specs = new ArrayList<>();
            for (String column : mapping.keys()) {
                columns.add(column);
                tensors.add(mapping.text(column));
            }
            for (String tensor : tensors) {
                TensorSpec spec = all.stream()
                        .filter(each -> each.name().equals(tensor))
                        .findFirst()
                        .orElseThrow();
                specs.add(new TensorSpec(columns.get(specs.size()), spec.type(), spec.shape()));
            }
            return new Side(List.copyOf(columns), List.copyOf(tensors), List.copyOf(specs));
        }
    }

    /** @throws io.roundhouse.api.error.InferenceException {@code INVALID_CONFIGURATION} */
    static ModelStep of(Callee callee, Settings settings) {
        settings.allow("name", "inputs", "outputs");
        List<TensorSpec> inputs = callee.spec().inputs();
        List<TensorSpec> outputs = callee.spec().outputs();
        Settings in = completed(settings, "inputs", inputs, callee);
        Settings out = settings.section("outputs").keys().isEmpty()
                ? completed(settings, "outputs", outputs, callee)
                : checked(settings, "outputs", outputs, callee);
        return new ModelStep(callee.model(), Side.of(inputs, in), Side.of(outputs, out));
    }

    private static Settings checked(Settings settings, String key, List<TensorSpec> specs, Callee callee) {
        Settings mapping = settings.section(key);
        List<String> known = specs.stream().map(TensorSpec::name).toList();
        for (String column : mapping.keys()) {
            String tensor = mapping.text(column);
            if (!known.contains(tensor)) {
                throw mapping.invalid(
                        column,
                        "stands for '" + tensor + "', which is none of the " + key + " of model '" + callee.model()
                                + "'" + Nearest.suggestion(tensor, known) + "; write COLUMN: TENSOR",
                        null);
            }
        }
        List<String> named = mapping.keys().stream().map(mapping::text).toList();
        if (named.stream().distinct().count() < named.size()) {
            throw settings.invalid(key, "names one tensor of model '" + callee.model() + "' twice", null);
        }
        return mapping;
    }

    /** With a column of its own name for every tensor that has none. */
    private static Settings completed(Settings settings, String key, List<TensorSpec> specs, Callee callee) {
        Settings mapping = checked(settings, key, specs, callee);
        List<String> named = mapping.keys().stream().map(mapping::text).toList();
        Settings.Builder rest = Settings.builder(mapping.place());
        for (TensorSpec spec : specs) {
            if (!named.contains(spec.name())) {
                rest.put(spec.name(), spec.name(), mapping.place());
            }
        }
        Settings all = mapping.orElse(rest.build());
        if (all.keys().size() < specs.size()) {
            String left = specs.stream()
                    .map(TensorSpec::name)
                    .filter(mapping::has)
                    .filter(tensor -> !named.contains(tensor))
                    .findFirst()
                    .orElse("");
            throw settings.invalid(
                    key,
                    "leaves '" + left + "' of model '" + callee.model()
                            + "' without a column, as the column of that name stands for another",
                    null);
        }
        return all;
    }

    @Override
    public List<TensorSpec> reads() {
        return inputs.specs();
    }

    @Override
    public List<TensorSpec> writes() {
        return outputs.specs();
    }

    @Override
    public Tensors apply(Tensors columns) {
        return apply(columns, StepContext.none());
    }

    @Override
    public Tensors apply(Tensors columns, StepContext context) {
        List<Tensor> sent = inputs.columns().stream().map(columns::get).toList();
        if (!sent.isEmpty()
                && sent.get(0).shape().rank() > 0
                && sent.get(0).shape().rows() == 0) {
            return none;
        }
        Tensors answer = context.ask(model, Tensors.of(inputs.tensors(), sent));
        return Tensors.of(
                outputs.columns(), outputs.tensors().stream().map(answer::get).toList());
    }
}

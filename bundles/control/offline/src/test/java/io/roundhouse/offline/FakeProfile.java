package io.roundhouse.offline;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.MonitorFactory.Profiling;
import io.roundhouse.spi.monitor.Watched;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps all it is told. */
final class FakeProfile implements MonitorFactory, Profiling {
    final List<Double> sampled = new ArrayList<>();
    final List<Double> counted = new ArrayList<>();
    final List<Double> outputs = new ArrayList<>();
    final List<String> words = new ArrayList<>();
    Map<String, String> origin = Map.of();

    @Override
    public ModelMonitor attach(Watched model, Settings settings) {
        throw new AssertionError("attached");
    }

    @Override
    public Optional<Profiling> profiling(ModelSpec spec) {
        List.of(sampled, counted, outputs).forEach(List::clear);
        words.clear();
        return Optional.of(this);
    }

    @Override
    public void sample(Tensors inputs, Tensors given) {
        if (!counted.isEmpty()) {
            throw new AssertionError("a sample after the count began");
        }
        add(sampled, inputs, given);
    }

    @Override
    public void count(Tensors inputs, Tensors given) {
        add(counted, inputs, given);
    }

    private void add(List<Double> to, Tensors inputs, Tensors given) {
        numbers(to, inputs, "a");
        numbers(outputs, given, "sum");
        inputs.find("home").ifPresent(home -> words.addAll(home.texts()));
    }

    private static void numbers(List<Double> to, Tensors tensors, String name) {
        tensors.find(name).ifPresent(tensor -> {
            ByteBuffer data = tensor.data();
            while (data.hasRemaining()) {
                to.add(tensor.type() == DataType.FP64 ? data.getDouble() : data.getFloat());
            }
        });
    }

    @Override
    public String text(Map<String, String> from) {
        origin = from;
        return "profile";
    }
}

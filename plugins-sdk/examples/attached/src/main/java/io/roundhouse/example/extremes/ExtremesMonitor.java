package io.roundhouse.example.extremes;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The smallest and the largest value of each input so far. {@link #on} has a thread to itself, and whoever asks has
 * another: what is told is replaced whole, and never changed. It is kept in a file while the monitor is updated.
 */
final class ExtremesMonitor implements ModelMonitor {
    /** What was seen of one input; nothing yet where {@code smallest} is above {@code largest}. */
    private record Range(float smallest, float largest) {
        static final Range NONE = new Range(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);

        Range with(FloatBuffer values) {
            float low = smallest;
            float high = largest;
            while (values.hasRemaining()) {
                float value = values.get();
                low = value < low ? value : low; // a NaN is neither
                high = value > high ? value : high;
            }
            return new Range(low, high);
        }

        boolean isEmpty() {
            return smallest > largest;
        }
    }

    private final Path file;
    private volatile Map<String, Range> ranges; // replaced whole

    ExtremesMonitor(Set<String> inputs, Path file) {
        this.file = file;
        Properties kept = read(file);
        Map<String, Range> begin = new TreeMap<>();
        inputs.forEach(input -> begin.put(input, range(kept.getProperty(input, ""))));
        ranges = begin;
    }

    @Override
    public void on(List<InferenceEvent> events) {
        Map<String, Range> next = new TreeMap<>(ranges);
        for (InferenceEvent event : events) {
            if (event instanceof Answered answered) {
                Tensors inputs = answered.request().inputs();
                next.replaceAll((name, range) -> inputs.find(name)
                        .filter(tensor -> tensor.type() == DataType.FP32)
                        .map(tensor -> range.with(floats(tensor)))
                        .orElse(range));
            }
        }
        ranges = next;
    }

    private static FloatBuffer floats(Tensor tensor) {
        return tensor.data().asFloatBuffer();
    }

    @Override
    public List<Meter> meters() {
        List<Meter> meters = new ArrayList<>();
        ranges.forEach((input, range) -> {
            if (!range.isEmpty()) {
                meters.add(gauge("smallest", input, range.smallest()));
                meters.add(gauge("largest", input, range.largest()));
            }
        });
        return meters;
    }

    private static Meter gauge(String what, String input, float value) {
        String description = "The " + what + " value that clients sent";
        return new Meter("roundhouse.extremes." + what, description, Kind.GAUGE, Map.of("input", input), value);
    }

    @Override
    public MonitorReport report() {
        Map<String, Range> now = ranges;
        List<List<String>> rows = new ArrayList<>();
        now.forEach((input, range) -> {
            if (!range.isEmpty()) {
                rows.add(List.of(input, String.valueOf(range.smallest()), String.valueOf(range.largest())));
            }
        });
        return new MonitorReport(
                rows.isEmpty() ? Health.LEARNING : Health.GOOD,
                rows.size() + " of " + now.size() + " inputs were seen",
                List.of(new MonitorReport.Table("Extremes", List.of("input", "smallest", "largest"), rows)),
                List.of());
    }

    @Override
    public void close() {
        Properties kept = new Properties();
        ranges.forEach((input, range) -> {
            if (!range.isEmpty()) {
                kept.setProperty(input, range.smallest() + " " + range.largest());
            }
        });
        try {
            Files.createDirectories(file.getParent());
            try (Writer writer = Files.newBufferedWriter(file)) {
                kept.store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("extremes are not kept", e);
        }
    }

    /** What cannot be read begins anew: a monitor that is not attached would be the greater loss. */
    private static Properties read(Path file) {
        Properties kept = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                kept.clear();
            }
        }
        return kept;
    }

    private static Range range(String text) {
        String[] numbers = text.split(" ", -1);
        try {
            return numbers.length == 2
                    ? new Range(Float.parseFloat(numbers[0]), Float.parseFloat(numbers[1]))
                    : Range.NONE;
        } catch (NumberFormatException e) {
            return Range.NONE;
        }
    }
}

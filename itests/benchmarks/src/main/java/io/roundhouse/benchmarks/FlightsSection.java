package io.roundhouse.benchmarks;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.drift.DriftComponent;
import io.roundhouse.quality.QualityComponent;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.Watched;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All flights through the monitors drift and quality, a row a request, in this process and as fast as they take them. Panes
 * are a second, so that a window is full and turns while it runs.
 */
final class FlightsSection implements Section {
    private static final int EVENTS = 256; // as the monitor host hands them on
    private static final int LOOKS = 30;
    private static final double GROWTH_MAX = 5; // %
    private static final double COLUMN_BYTES_MAX = 64 * 1024;
    private static final ServedBy LIVE = new ServedBy(new ModelId("flights", "1"), "stable", "fake", "1.0.0");
    private static final Timing TIMING = new Timing(0, 0, 0, 0, 1, 1);
    private static final List<TensorSpec> INPUTS = List.of(
            new TensorSpec("distance", DataType.FP64, Shape.of(-1)),
            new TensorSpec("hour", DataType.FP64, Shape.of(-1)),
            new TensorSpec("origin", DataType.BYTES, Shape.of(-1)),
            new TensorSpec("destination", DataType.BYTES, Shape.of(-1)));
    private static final ModelSpec SPEC =
            new ModelSpec("fake", INPUTS, List.of(new TensorSpec("late", DataType.FP32, Shape.of(-1, 1))), true);

    @Override
    public void run(Workbench bench) {
        Flights flights = Flights.of(bench.distribution().home(), bench.work());
        Path data = bench.data("flights");
        Run drift = new Run(flights.rows());
        Run quality = new Run(flights.rows());
        try (ModelMonitor monitor = drift(data)) {
            replay(flights, monitor, drift);
            columnBytes(bench.report(), monitor);
            bench.report().note(monitor.report().summary());
        }
        try (ModelMonitor monitor = new QualityComponent().attach(watched(data, "quality"), Settings.empty())) {
            replay(flights, monitor, quality);
            bench.report().note(monitor.report().summary());
        }
        report(bench.report(), "drift, 5 columns", drift);
        report(bench.report(), "quality", quality);
    }

    private static ModelMonitor drift(Path data) {
        return new DriftComponent()
                .attach(
                        watched(data, "drift"),
                        Settings.of(Map.of(
                                "window", "4s", "every", "1s", "reference_rows", "100000", "reference_time", "0s")));
    }

    private static Watched watched(Path data, String monitor) {
        return new Watched("flights", Map.of("stable", SPEC), data, data.resolve(monitor));
    }

    private static void replay(Flights flights, ModelMonitor monitor, Run run) {
        List<InferenceEvent> events = new ArrayList<>(EVENTS);
        flights.each(flight -> {
            InferenceRequest request = InferenceRequest.of(
                    "1", "flights", flights.inputs(flight), new Deadline(Long.MAX_VALUE), System.nanoTime());
            events.add(new Answered(request, new InferenceResponse("1", LIVE, flights.outputs(flight), TIMING)));
            if (events.size() == EVENTS) {
                run.take(monitor, events);
            }
        });
        run.take(monitor, events);
    }

    private static void columnBytes(Report report, ModelMonitor monitor) {
        double bytes = monitor.meters().stream()
                .filter(meter -> meter.name().equals("roundhouse.drift.bytes"))
                .findFirst()
                .orElseThrow()
                .value();
        report.atMost(COLUMN_BYTES_MAX, "drift, memory a column", bytes / (INPUTS.size() + 1), "bytes");
    }

    private static void report(Report report, String name, Run run) {
        report.figure(name + ", rows", (double) run.rows, "rows");
        report.figure(name + ", by the clock", run.rows / (run.nanos / 1e9), "rows/s");
        report.figure(name + ", by the processor", run.rows / (run.cpuNanos / 1e9), "rows/s");
        report.figure(name + ", heap, most in the first third", run.first / 1048576.0, "MB");
        report.figure(name + ", heap, most in the last third", run.last / 1048576.0, "MB");
        report.atMost(
                GROWTH_MAX, name + ", growth of the heap", 100.0 * (double) (run.last - run.first) / run.first, "%");
    }

    /** What the calls of one monitor took, and what was in the heap at thirty moments of it. */
    private static final class Run {
        private final long all;
        private long rows;
        private long nanos;
        private long cpuNanos;
        private long first;
        private long last;
        private long looks;

        private Run(long all) {
            this.all = all;
        }

        private void take(ModelMonitor monitor, List<InferenceEvent> events) {
            List<InferenceEvent> handed = List.copyOf(events);
            events.clear();
            long cpu = cpuNanos();
            long begun = System.nanoTime();
            monitor.on(handed);
            nanos += System.nanoTime() - begun;
            cpuNanos += cpuNanos() - cpu;
            rows += handed.size();
            if (rows * LOOKS / all > looks) {
                looks++;
                look();
            }
        }

        private void look() {
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (looks <= LOOKS / 3) {
                first = Math.max(first, used);
            } else if (looks > LOOKS * 2 / 3) {
                last = Math.max(last, used);
            }
        }

        private static long cpuNanos() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }
}

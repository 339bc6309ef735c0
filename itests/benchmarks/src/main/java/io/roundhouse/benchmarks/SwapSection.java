package io.roundhouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine exchanged 50 times between two versions with the demo models loaded, while the MLP answers at about
 * 70 % of capacity: every answer is
 * checked against plain ONNX Runtime, latency counts from when a request was due, memory is read after every swap.
 */
final class SwapSection implements Section {
    private static final String[] VERSIONS = {"1.20.0", "1.29.0"};
    private static final int SWAPS = 50;
    private static final int REQUESTS_MIN = 50_000;

    @Override
    public void run(Workbench bench) {
        int swaps = Math.max(4, (int) (SWAPS * bench.scale()));
        List<Exchange> requests = bench.mlpRequests();
        try (Roundhouse house =
                Roundhouse.start(bench.distribution(), bench.distribution().models(), bench.data("swap"))) {
            Measured.warmUp(house.target(), requests, 32);
            double capacity = Measured.closedLoop(house.target(), requests, 32, bench.span(1), bench.span(8))
                    .tally()
                    .perSecond();
            bench.report().figure("capacity, 32 connections", capacity, "req/s");
            try (Load load = Load.paced(house.target().address(), requests, 64, capacity * 0.7)) {
                load.measure(bench.span(5));
                exchange(bench, house, load, swaps);
            }
        }
    }

    private static void exchange(Workbench bench, Roundhouse house, Load load, int swaps) {
        ShellDoor door = new ShellDoor(house.data());
        Tally steady = load.measure(bench.span(10));
        Tally swapping = new Tally(0);
        List<Double> memory = new ArrayList<>();
        List<Double> took = new ArrayList<>();
        for (int i = 0; i < swaps; i++) {
            load.cut();
            long begin = System.nanoTime();
            swap(door, VERSIONS[i % VERSIONS.length]);
            took.add((System.nanoTime() - begin) / 1e9);
            swapping = swapping.add(load.cut());
            steady = steady.add(load.measure(bench.span(1)));
            memory.add(Machine.residentMegabytes(house.target().pid()));
        }
        report(bench.report(), steady.add(load.stop()), swapping, memory, took);
    }

    private static void swap(ShellDoor door, String version) {
        try {
            door.run("roundhouse:swap onnxruntime " + version);
        } catch (IOException e) {
            throw new UncheckedIOException("swap to " + version, e);
        }
    }

    private static void report(Report report, Tally steady, Tally swapping, List<Double> memory, List<Double> took) {
        Tally all = steady.add(swapping);
        report.figure("swaps", took.size(), "");
        report.figure("one swap, median", took.stream().sorted().toList().get(took.size() / 2), "s");
        report.atLeast(REQUESTS_MIN, "requests answered", (double) all.answered(), "");
        report.noneFailed("requests failed or wrong", all.reasons(), all.failed());
        report.figure("requests answered during swaps", (double) swapping.answered(), "");
        report.figure("steady p50", steady.dueMicros(50), "us");
        report.figure("steady p99", steady.dueMicros(99), "us");
        report.figure("swapping p50", swapping.dueMicros(50), "us");
        report.figure("swapping p99", swapping.dueMicros(99), "us");
        report.figure("swapping max", swapping.maxMicros(), "us");
        report.atMost(2, "p99 swapping / steady", swapping.dueMicros(99) / steady.dueMicros(99), "x");
        int half = memory.size() / 2;
        report.atMost(20, "resident memory, growth in the second half", growth(memory, half), "MB");
        report.note("resident memory after each swap, MB: "
                + memory.stream().map(Report::number).toList());
    }

    /** From the middle to the end; each of both the median of five, because a collection may just have run. */
    private static double growth(List<Double> memory, int half) {
        return median(memory.subList(Math.max(0, memory.size() - 5), memory.size()))
                - median(memory.subList(Math.max(0, half - 2), Math.min(memory.size(), half + 3)));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}

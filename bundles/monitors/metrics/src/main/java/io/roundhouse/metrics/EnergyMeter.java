package io.roundhouse.metrics;

import java.util.function.DoubleSupplier;

/** Joules of something that takes processor time, at the price of when it was taken. One thread at a time. */
final class EnergyMeter {
    private final DoubleSupplier cpuSeconds;
    private double before;
    private double joules;

    EnergyMeter(DoubleSupplier cpuSeconds) {
        this.cpuSeconds = cpuSeconds;
        before = cpuSeconds.getAsDouble();
    }

    /** All so far. */
    double joules(double joulesPerSecond) {
        double now = cpuSeconds.getAsDouble();
        joules += (now - before) * joulesPerSecond;
        before = now;
        return joules;
    }
}

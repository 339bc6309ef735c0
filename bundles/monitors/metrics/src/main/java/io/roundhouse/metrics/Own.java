package io.roundhouse.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.roundhouse.server.flow.Admission;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What is not counted as it happens but read when somebody looks: of the arms, the process, and the group it is in. */
final class Own {
    private static final int SERIES_MAX = 10;

    private final Readings readings;
    private final InferenceMeters arms;
    private final CgroupMeters group;
    private final Power power;
    private final EnergyMeter process;

    /** @param processCpuSeconds what the whole process took of processors so far */
    Own(
            MeterRegistry registry,
            InferenceMeters arms,
            Optional<Cgroup> group,
            Power power,
            DoubleSupplier processCpuSeconds) {
        this.readings = new Readings(registry, SERIES_MAX);
        this.arms = arms;
        this.group = new CgroupMeters(registry, group);
        this.power = power;
        this.process = new EnergyMeter(processCpuSeconds);
    }

    synchronized void read(@Nullable Admission admission) {
        double price = power.joulesPerSecond(); // asked once: it is that of the time since it was asked before
        arms.read(price, power.source());
        group.read();
        readings.begin();
        readings.amount(
                "roundhouse.energy.process.joules",
                "Energy of the whole process, by source",
                Tags.of("source", power.source()),
                process.joules(price));
        if (admission != null) {
            readings.gauge(
                    "roundhouse.inference.running",
                    "Requests inside now, all models",
                    Tags.empty(),
                    admission.running());
        }
        readings.end();
    }
}

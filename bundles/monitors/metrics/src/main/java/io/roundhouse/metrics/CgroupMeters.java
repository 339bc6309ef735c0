package io.roundhouse.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Optional;
import java.util.OptionalDouble;

/** The control group of the process, read when somebody looks; what the kernel does not tell has no series. */
final class CgroupMeters {
    private static final int SERIES_MAX = 20;

    private final Readings readings;
    private final Optional<Cgroup> group;

    CgroupMeters(MeterRegistry registry, Optional<Cgroup> group) {
        this.readings = new Readings(registry, SERIES_MAX);
        this.group = group;
    }

    synchronized void read() {
        readings.begin();
        group.ifPresent(this::read);
        readings.end();
    }

    private void read(Cgroup it) {
        count("cpu.seconds", "Processor time that it took", it.cpuSeconds());
        count("cpu.periods", "Periods in which it had a limit of processor time", it.cpuPeriods());
        count("cpu.throttled.periods", "Periods in which it was held back at that limit", it.cpuPeriodsThrottled());
        count("cpu.throttled.seconds", "How long it was held back", it.cpuThrottledSeconds());
        gauge("cpu.limit", "Processors that it may keep busy; absent without a limit", it.cpuLimit());
        gauge("memory.bytes", "Memory, cached files included", it.memoryBytes());
        gauge("memory.working.bytes", "The same without cached files not used lately", it.memoryWorkingBytes());
        gauge("memory.limit.bytes", "Memory that it may take; absent without a limit", it.memoryLimitBytes());
        count("memory.kills", "Processes ended because its memory was full", it.memoryKills());
    }

    private void count(String name, String description, OptionalDouble value) {
        value.ifPresent(told -> readings.amount("cgroup." + name, description, Tags.empty(), told));
    }

    private void gauge(String name, String description, OptionalDouble value) {
        value.ifPresent(told -> readings.gauge("cgroup." + name, description, Tags.empty(), told));
    }
}

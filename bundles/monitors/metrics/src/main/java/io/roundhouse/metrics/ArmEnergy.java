package io.roundhouse.metrics;

import io.micrometer.core.instrument.Tags;
import io.roundhouse.api.inference.Timing;

/** What one arm's batches took of processors, and what that cost. */
final class ArmEnergy {
    private final Tags tags;
    private final CpuTime cpu = new CpuTime();
    private final EnergyMeter energy = new EnergyMeter(cpu::seconds);

    private Mark older = new Mark(0, 0);
    private Mark newer = older;

    /** Where things stood when a window began. */
    private record Mark(double joules, double requests) {}

    ArmEnergy(Tags tags) {
        this.tags = tags;
    }

    void add(Timing timing) {
        cpu.add(timing);
    }

    void read(Readings readings, Look look, double requests) {
        double joules = energy.joules(look.joulesPerCpuSecond());
        Tags source = tags.and("source", look.energySource());
        readings.amount(
                "roundhouse.inference.cpu.seconds",
                "Processor time in the engine; measured for some batches, the others in proportion",
                tags,
                cpu.seconds());
        readings.amount("roundhouse.energy.joules", "Energy of that processor time, by source", source, joules);
        if (requests > older.requests) {
            readings.gauge(
                    "roundhouse.energy.request.joules",
                    "Energy of a request on average, in the last one to two minutes",
                    source,
                    (joules - older.joules) / (requests - older.requests));
        }
        if (look.turn()) {
            older = newer;
            newer = new Mark(joules, requests);
        }
    }
}

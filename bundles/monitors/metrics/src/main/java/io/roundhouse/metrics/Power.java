package io.roundhouse.metrics;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;

/** What a second of a processor costs in energy. One thread at a time. */
interface Power {
    /**
     * What a busy processor of a cloud takes: the average of a virtual processor at full load that Cloud Carbon Footprint's
     * methodology has for AWS (its appendix I; 3.8 for Azure, 4.3 for Google).
     */
    double WATTS_PER_CORE = 3.5;

    double WATTS_MIN = 0.1;
    double WATTS_MAX = 1_000;

    /** Where that is known from, as the label {@code source} has it. */
    String source();

    /** Joules for each second of processor time since it was asked the last time. */
    double joulesPerSecond();

    /** As many watts as an operator declares for a busy processor; an estimate, and nothing measured. */
    static Power estimate(double watts) {
        if (!(watts >= WATTS_MIN && watts <= WATTS_MAX)) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION, "watts.per.core must be 0.1..1000, was " + watts);
        }
        return new Power() {
            @Override
            public String source() {
                return "estimate";
            }

            @Override
            public double joulesPerSecond() {
                return watts;
            }
        };
    }
}

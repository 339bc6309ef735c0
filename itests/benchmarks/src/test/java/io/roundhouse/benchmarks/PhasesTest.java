package io.roundhouse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhasesTest {
    @Test
    void addsUpVersionsAndSubtractsWhatWasBefore() {
        String stats = "{\"model_stats\":["
                + "{\"name\":\"m\",\"version\":\"1\",\"inference_count\":9,\"inference_stats\":"
                + "{\"success\":{\"count\":2,\"ns\":60000},\"compute_infer\":{\"count\":2,\"ns\":20000}},\"batch_stats\":[]},"
                + "{\"name\":\"m\",\"version\":\"2\",\"inference_stats\":"
                + "{\"compute_infer\":{\"count\":3,\"ns\":30000},\"success\":{\"ns\":90000,\"count\":3}}}]}";

        Phases phases = Phases.parse(stats).minus(new Phases(1, 30_000, 0, 10_000));

        assertThat(phases.count()).isEqualTo(4);
        assertThat(phases.totalMicros()).isEqualTo(30);
        assertThat(phases.computeMicros()).isEqualTo(10);
    }
}

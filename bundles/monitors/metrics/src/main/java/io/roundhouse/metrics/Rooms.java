package io.roundhouse.metrics;

import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.flow.Admission;
import io.roundhouse.server.flow.Monitoring;
import io.roundhouse.server.flow.Shadowing;
import io.roundhouse.server.flow.StepCaches;
import io.roundhouse.spi.monitor.PluginMeters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those that count for themselves, as far as they are there at a moment. */
record Rooms(
        @Nullable Admission admission,
        @Nullable Feedback feedback,
        @Nullable Shadowing shadowing,
        @Nullable Comparisons comparisons,
        @Nullable StepCaches stepCaches,
        @Nullable Rollouts rollouts,
        @Nullable Monitoring monitoring,
        List<PluginMeters> plugins) {
    static Rooms none() {
        return new Rooms(null, null, null, null, null, null, null, List.of());
    }
}

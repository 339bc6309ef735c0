package io.roundhouse.server.control;

import io.roundhouse.spi.monitor.MonitorReport;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What is unusual in the numbers of the server and of its models. Any thread. */
@ProviderType
public interface Anomalies {
    /** Those that go on, and of those that are over the last hundred; latest first. A fresh snapshot. */
    List<Anomaly> anomalies();

    /** The same for a person, and what is watched since when. */
    MonitorReport report();

    /**
     * A time in which numbers were not as they use to be.
     *
     * @param model its name; empty for the process
     * @param untilMillis 0 while it goes on
     * @param score how far from usual at its worst: from 1 on it is an anomaly, at 2 twice as far
     * @param sentence what was unusual, with what it was and what is usual
     * @param contributions of which numbers, the greatest part first; together at most 1
     */
    record Anomaly(
            String model,
            long sinceMillis,
            long untilMillis,
            double score,
            String sentence,
            List<Contribution> contributions) {
        public Anomaly {
            contributions = List.copyOf(contributions);
        }

        public boolean isActive() {
            return untilMillis == 0;
        }
    }

    /**
     * The part of one number.
     *
     * @param metric for a person: {@code p99 latency}
     * @param share 0 to 1
     */
    record Contribution(String metric, double share, double value, double usual) {}
}

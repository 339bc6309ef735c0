package io.roundhouse.server.control;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Every number that the page for Prometheus shows, for the rooms that watch numbers: alerts, trends, anomalies. */
@ProviderType
public interface Metrics {
    /** A fresh snapshot, by name; takes some milliseconds, so once in some seconds is right. Any thread. */
    List<Sample> samples();

    /**
     * One number, named as Prometheus names it.
     *
     * @param name for example {@code roundhouse_requests_total}; a histogram's are its {@code _bucket}, {@code _sum} and
     *     {@code _count}
     * @param labels by name; a bucket's {@code le} among them
     * @param counts whether it only grows
     */
    record Sample(String name, Map<String, String> labels, double value, boolean counts) {
        public Sample {
            labels = Map.copyOf(labels);
        }
    }
}

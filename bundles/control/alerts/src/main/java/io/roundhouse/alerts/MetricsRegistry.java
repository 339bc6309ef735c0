package io.roundhouse.alerts;

import io.roundhouse.server.control.Metrics;
import io.roundhouse.server.control.Metrics.Sample;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Who has all numbers. The service is got at each look: it reads our numbers as we read its, so neither may wait for the other. */
final class MetricsRegistry {
    private final AtomicReference<@Nullable ServiceReference<Metrics>> known = new AtomicReference<>();

    void set(ServiceReference<Metrics> service) {
        known.set(service);
    }

    void unset(ServiceReference<Metrics> service) {
        known.compareAndSet(service, null);
    }

    /** Empty while nobody has any. */
    Optional<List<Sample>> samples(BundleContext context) {
        ServiceReference<Metrics> reference = known.get();
        Metrics there = reference == null ? null : context.getService(reference);
        if (reference == null || there == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(there.samples());
        } finally {
            context.ungetService(reference);
        }
    }
}

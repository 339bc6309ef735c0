package io.roundhouse.monitorhost;

import io.roundhouse.spi.monitor.MonitorFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Service references to providers: {@link #set} and {@link #unset} are what a dynamic reference calls, in either order.
 * The service itself is got by each watch for itself, on its own thread.
 */
final class FactoryRegistry {
    private static final Logger LOG = System.getLogger("io.roundhouse.monitorhost");

    private static final String EVERY = "every";

    private final BundleContext context;
    private final Consumer<Provider> arrived;
    private final Consumer<Provider> leaves;
    private final Map<ServiceReference<MonitorFactory>, Provider> providers = new HashMap<>();

    FactoryRegistry(BundleContext context, Consumer<Provider> arrived, Consumer<Provider> leaves) {
        this.context = context;
        this.arrived = arrived;
        this.leaves = leaves;
    }

    void set(ServiceReference<MonitorFactory> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            return; // gone already
        }
        Object name = reference.getProperty("roundhouse.name");
        Object version = reference.getProperty("roundhouse.version");
        if (!(name instanceof String word) || word.isBlank()) {
            LOG.log(
                    Level.WARNING,
                    "plugin ignored kind=monitor bundle=\"{0} {1}\" reason=\"its service has no property"
                            + " roundhouse.name\"",
                    bundle.getSymbolicName(),
                    bundle.getVersion());
            return;
        }
        Provider provider = new Provider(
                word,
                version == null ? bundle.getVersion().toString() : version.toString(),
                !EVERY.equals(String.valueOf(reference.getProperty("roundhouse.events"))),
                () -> context.getService(reference),
                () -> context.ungetService(reference));
        synchronized (this) {
            if (providers.putIfAbsent(reference, provider) != null) {
                return;
            }
        }
        arrived.accept(provider);
    }

    /** Returns when nothing made by it is left, or the time for that is past. */
    void unset(ServiceReference<MonitorFactory> reference) {
        @Nullable Provider provider;
        synchronized (this) {
            provider = providers.remove(reference);
        }
        if (provider != null) {
            leaves.accept(provider);
        }
    }
}

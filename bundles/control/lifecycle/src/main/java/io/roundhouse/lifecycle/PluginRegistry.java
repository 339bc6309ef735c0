package io.roundhouse.lifecycle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Service references to providers: {@link #set} and {@link #unset} are what a dynamic, greedy reference calls, in either
 * order. The service itself is got only when it is needed, on a supervised thread.
 *
 * @param <T> the contract
 */
final class PluginRegistry<T> {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lifecycle");

    private final String kind;
    private final BundleContext context;
    private final Consumer<Provider<T>> arrived;
    private final Consumer<Provider<T>> leaves;
    private final Map<ServiceReference<T>, Provider<T>> providers = new HashMap<>();

    PluginRegistry(String kind, BundleContext context, Consumer<Provider<T>> arrived, Consumer<Provider<T>> leaves) {
        this.kind = kind;
        this.context = context;
        this.arrived = arrived;
        this.leaves = leaves;
    }

    void set(ServiceReference<T> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            return; // gone already
        }
        String from = bundle.getSymbolicName() + " " + bundle.getVersion();
        Object name = reference.getProperty("roundhouse.name");
        Object version = reference.getProperty("roundhouse.version");
        if (!(name instanceof String word) || word.isBlank()) {
            LOG.warn(
                    "plugin ignored kind={} bundle=\"{}\" reason=\"its service has no property roundhouse.name\"",
                    kind,
                    from);
            return;
        }
        Provider<T> provider = new Provider<>(
                kind,
                word,
                version == null ? bundle.getVersion().toString() : version.toString(),
                from,
                bundle.getBundleId(),
                devices(reference.getProperty("roundhouse.devices")),
                "process".equals(reference.getProperty("roundhouse.isolation")),
                () -> context.getService(reference),
                () -> context.ungetService(reference));
        synchronized (this) {
            if (providers.putIfAbsent(reference, provider) != null) {
                return;
            }
        }
        arrived.accept(provider);
    }

    private static List<String> devices(@Nullable Object property) {
        return property instanceof String[] words ? List.of(words) : List.of();
    }

    /** Returns when nothing made by it is in use any more, or the time for that is past. */
    void unset(ServiceReference<T> reference) {
        Provider<T> provider;
        synchronized (this) {
            provider = providers.remove(reference);
        }
        if (provider != null) {
            leaves.accept(provider);
        }
    }
}

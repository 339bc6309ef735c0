package io.roundhouse.offline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** The kinds of steps that are registered: {@link #set} and {@link #unset} are what a dynamic reference calls, in either order. */
final class StepRegistry implements StepFactories {
    private final Function<ServiceReference<TransformerFactory>, @Nullable TransformerFactory> obtain;
    private final Map<ServiceReference<TransformerFactory>, Kind> kinds = new ConcurrentHashMap<>();

    /** What the service's properties say. */
    private record Kind(String name, Version version, String text) {}

    StepRegistry(Function<ServiceReference<TransformerFactory>, @Nullable TransformerFactory> obtain) {
        this.obtain = obtain;
    }

    void set(ServiceReference<TransformerFactory> reference) {
        Object name = reference.getProperty("roundhouse.name");
        Object version = reference.getProperty("roundhouse.version");
        if (name instanceof String word && version != null) {
            kinds.put(reference, new Kind(word, version(version.toString()), version.toString()));
        } // the lifecycle warns of others
    }

    void unset(ServiceReference<TransformerFactory> reference) {
        kinds.remove(reference);
    }

    /** A version of Maven's or the like goes by what OSGi can read of it. */
    private static Version version(String text) {
        try {
            return Version.parseVersion(text);
        } catch (IllegalArgumentException e) {
            return Version.emptyVersion;
        }
    }

    @Override
    public Found find(Plugin step) {
        VersionRange range = step.range().isEmpty() ? null : new VersionRange(step.range());
        List<Map.Entry<ServiceReference<TransformerFactory>, Kind>> fitting = kinds.entrySet().stream()
                .filter(entry -> entry.getValue().name.equals(step.name())
                        && (range == null || range.includes(entry.getValue().version)))
                .sorted(Comparator.comparing(entry -> entry.getValue().version, Comparator.reverseOrder()))
                .toList();
        for (Map.Entry<ServiceReference<TransformerFactory>, Kind> entry : fitting) {
            TransformerFactory factory = obtain.apply(entry.getKey());
            if (factory != null) {
                return new Found(step.name(), entry.getValue().text, factory);
            }
        }
        throw new InferenceException(
                ErrorCode.PLUGIN_MISSING,
                "there is no step '" + (step.name() + ' ' + step.range()).strip() + "', there are "
                        + kinds.values().stream()
                                .map(kind -> kind.name + " " + kind.text)
                                .sorted()
                                .toList());
    }
}

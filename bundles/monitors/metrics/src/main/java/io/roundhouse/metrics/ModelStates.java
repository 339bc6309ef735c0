package io.roundhouse.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse.model.state}: for each version one series a state, 1 for the state it is in. Changes are rare. */
final class ModelStates {
    private final MeterRegistry registry;
    private final int versionsMax;
    private final Map<ModelId, Version> versions = new ConcurrentHashMap<>();

    /** The registry holds a gauge's subject weakly: this map is what keeps it. */
    private static final class Version {
        private final List<Meter> gauges = new ArrayList<>();
        private volatile ModelState state;

        Version(ModelState state) {
            this.state = state;
        }
    }

    ModelStates(MeterRegistry registry, int versionsMax) {
        this.registry = registry;
        this.versionsMax = versionsMax;
    }

    synchronized void changed(ModelId id, ModelState state) {
        Version known = versions.get(id);
        if (known != null) {
            known.state = state;
            return;
        }
        if (versions.size() >= versionsMax) {
            forgetClosed();
        }
        if (versions.size() < versionsMax) {
            Version version = new Version(state);
            versions.put(id, version);
            for (ModelState each : ModelState.values()) {
                version.gauges.add(gauge(id, version, each));
            }
        }
    }

    /** It answers, so it is live, even if that was told before this monitor came. */
    synchronized void answers(ModelId id) {
        if (!versions.containsKey(id)) {
            changed(id, ModelState.LIVE);
        }
    }

    private Gauge gauge(ModelId id, Version version, ModelState state) {
        return Gauge.builder("roundhouse.model.state", version, of -> of.state == state ? 1 : 0)
                .description("1 for the state that the model version is in")
                .tag("model", id.name())
                .tag("version", id.version())
                .tag("state", state.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private void forgetClosed() {
        versions.values().removeIf(version -> {
            boolean closed = version.state == ModelState.CLOSED;
            if (closed) {
                version.gauges.forEach(registry::remove);
            }
            return closed;
        });
    }

    /** Whether the last that was heard of it is that it was closed. */
    boolean isClosed(ModelId id) {
        @Nullable Version version = versions.get(id);
        return version != null && version.state == ModelState.CLOSED;
    }
}

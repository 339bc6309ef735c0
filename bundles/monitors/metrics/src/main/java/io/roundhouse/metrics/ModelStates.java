package io.roundhouse.metrics;

import io.micrometer.core.instrument.Counter;
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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code roundhouse.model.state}: for each version one series a state, 1 for the state it is in; and how long it took to
 * load the last time, warm-up included. Changes are rare.
 */
final class ModelStates {
    private final MeterRegistry registry;
    private final int versionsMax;
    private final LongSupplier nanoClock;
    private final Counter loads;
    private final Map<ModelId, Version> versions = new ConcurrentHashMap<>();

    /** The registry holds a gauge's subject weakly: this map is what keeps it. */
    private static final class Version {
        private final List<Meter> gauges = new ArrayList<>();
        private volatile ModelState state;
        private long loadingNanos;
        private volatile double loadSeconds = Double.NaN; // until it was loaded

        Version(ModelState state) {
            this.state = state;
        }
    }

    ModelStates(MeterRegistry registry, int versionsMax, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.registry = registry;
        this.versionsMax = versionsMax;
        loads = Counter.builder("roundhouse.model.loads")
                .description("Model versions loaded")
                .register(registry);
    }

    synchronized void changed(ModelId id, ModelState state) {
        Version known = versions.get(id);
        if (known == null && versions.size() >= versionsMax) {
            forgetClosed();
        }
        if (known == null && versions.size() < versionsMax) {
            known = add(id, state);
        }
        if (known != null) {
            time(id, known, state);
            known.state = state;
        }
    }

    private void time(ModelId id, Version version, ModelState state) {
        if (state == ModelState.LOADING) {
            version.loadingNanos = nanoClock.getAsLong();
        } else if (state == ModelState.LIVE && version.state == ModelState.LOADING) {
            boolean first = Double.isNaN(version.loadSeconds);
            version.loadSeconds = (nanoClock.getAsLong() - version.loadingNanos) / 1e9;
            loads.increment();
            if (first) {
                version.gauges.add(loadSeconds(id, version));
            }
        }
    }

    private Version add(ModelId id, ModelState first) {
        Version version = new Version(first);
        versions.put(id, version);
        for (ModelState each : ModelState.values()) {
            version.gauges.add(gauge(id, version, each));
        }
        return version;
    }

    /** It answers, so it is live, even if that was told before this monitor came. */
    synchronized void answers(ModelId id) {
        if (!versions.containsKey(id)) {
            changed(id, ModelState.LIVE);
        }
    }

    private Gauge loadSeconds(ModelId id, Version version) {
        return Gauge.builder("roundhouse.model.load", version, of -> of.loadSeconds)
                .description("From the begin of loading to being live, warm-up included, the last time")
                .baseUnit("seconds")
                .tag("model", id.name())
                .tag("version", id.version())
                .register(registry);
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

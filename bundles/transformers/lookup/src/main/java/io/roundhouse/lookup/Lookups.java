package io.roundhouse.lookup;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import io.roundhouse.spi.transformer.Transformer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes steps, and knows those that are in use. */
final class Lookups {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lookup");

    private final Stores stores;
    private final LongSupplier nanoClock;
    private final LongSupplier wallMillis;
    private final Duration storeWait;
    private final Map<LookupParts, ModelId> inUse = new ConcurrentHashMap<>();

    /** @param storeWait how long a store is waited for that is not there yet */
    Lookups(Stores stores, Duration storeWait, LongSupplier nanoClock, LongSupplier wallMillis) {
        this.stores = stores;
        this.storeWait = storeWait;
        this.nanoClock = nanoClock;
        this.wallMillis = wallMillis;
    }

    Transformer create(ModelId model, Settings step) {
        LookupSettings settings = LookupSettings.of(step);
        OpenStore store = stores.await(settings.store(), storeWait).orElseThrow(() -> notConfigured(step, settings));
        if (store.store().form() != settings.query().form()) {
            throw step.invalid(
                    "store",
                    store.store().form() == Query.Form.HASH
                            ? "is Redis: write 'hash', with {key} in it, and neither query nor table"
                            : "is a database: write 'query' or 'table', and not hash",
                    null);
        }
        check(step, settings, store);
        LookupParts parts = LookupParts.of(settings, model.toString(), stores, nanoClock);
        inUse.put(parts, model);
        return new LookupStep(parts, nanoClock, wallMillis, () -> inUse.remove(parts));
    }

    private InferenceException notConfigured(Settings step, LookupSettings settings) {
        return step.invalid(
                "store",
                "is '" + settings.store() + "', which etc/io.roundhouse.lookup-" + settings.store()
                        + ".cfg does not configure" + Nearest.suggestion(settings.store(), stores.names()),
                null);
    }

    /** A mistake in the query is told now, where the store can tell; a store that is down is no mistake of the model. */
    private static void check(Settings step, LookupSettings settings, OpenStore store) {
        QueryCheck check = new QueryCheck(store, settings.query());
        check.run().ifPresent(failure -> {
            if (failure.isMistake()) {
                throw step.invalid("store", "'" + store.name() + "' refuses the query: " + failure.getMessage(), null);
            }
            LOG.warn("lookup unchecked store={} reason=\"{}\"", store.name(), failure.getMessage());
        });
    }

    List<Meter> meters() {
        return LookupMeters.of(inUse);
    }
}

package io.roundhouse.lifecycle;

import io.roundhouse.server.control.EngineHosts;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plugins come and go. Who comes makes every model look again. Who goes is told on the thread that unregisters its
 * service, and until we return its bundle waits: so new requests wait in the gap, those under way are finished for a
 * bounded time, and what was made by the plugin is closed, before its native code can go. Models that ask others go
 * first: their requests under way may still need those.
 */
final class Departures {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lifecycle");
    private static final Duration FORGET_LIMIT = Duration.ofSeconds(5);

    private final Models models;
    private final Callees callees;
    private final Plugins plugins;
    private final Retirement retirement;
    private final Supervisor supervisor;
    private final Supplier<Duration> drainTimeout;

    Departures(
            Models models,
            Callees callees,
            Plugins plugins,
            Retirement retirement,
            Supervisor supervisor,
            Supplier<Duration> drainTimeout) {
        this.models = models;
        this.callees = callees;
        this.plugins = plugins;
        this.retirement = retirement;
        this.supervisor = supervisor;
        this.drainTimeout = drainTimeout;
    }

    <T> void arrived(Providers<T> kind, Provider<T> provider) {
        kind.add(provider);
        LOG.info("plugin there plugin=\"{}\" bundle=\"{}\"", provider, provider.bundle());
        models.submitAll();
    }

    void engineLeaves(Provider<Engine> engine) {
        begin(plugins.engines(), engine);
        loadersLeave(engine, key -> key.engine() == engine);
    }

    /** As an engine: the processes that it runs end with it. */
    void hostLeaves(Provider<EngineHosts> host) {
        begin(plugins.hosts(), host);
        loadersLeave(host, key -> key.host().filter(each -> each == host).isPresent());
    }

    private void loadersLeave(Provider<?> loader, Predicate<Session.Key> loaded) {
        for (List<ModelSlot> group : callees.callersFirst()) {
            Map<ModelSlot, List<ServingArm>> gone =
                    strip(group, loader, arm -> loaded.test(arm.key().session()));
            group.forEach(models::submit); // loads on another version, if there is one, while the old is drained
            gone.forEach((slot, arms) -> {
                retirement.drain(slot, arms);
                retirement.closeNow(slot, arms);
            });
        }
        models.submitAll(); // one that was just being loaded on this engine has no arm of it yet, and will not get one
        for (ModelSlot slot : models.slots()) {
            List<Shared<Session>> parked = slot.view().parked().stream()
                    .filter(session -> loaded.test(session.value().key()))
                    .toList();
            slot.unpark(parked).forEach(Shared::release);
        }
        end(loader);
    }

    /** The session stays loaded and warm, parked until the steps are there again. */
    void transformerLeaves(Provider<TransformerFactory> transformer) {
        begin(plugins.transformers(), transformer);
        for (List<ModelSlot> group : callees.callersFirst()) {
            Map<ModelSlot, List<ServingArm>> gone =
                    strip(group, transformer, arm -> arm.key().steps().uses(transformer));
            gone.forEach((slot, arms) -> {
                slot.park(arms.stream().map(arm -> arm.session().retain()).toList());
            });
            group.forEach(models::submit);
            gone.forEach((slot, arms) -> {
                retirement.drain(slot, arms);
                retirement.close(slot, arms);
            });
        }
        models.submitAll();
        end(transformer);
    }

    /** Until another router is there, the first arm answers. */
    void routerLeaves(Provider<RouterFactory> router) {
        begin(plugins.routers(), router);
        for (ModelSlot slot : models.slots()) {
            slot.strip(serving -> {
                Serving.Routing routing = serving.routing();
                return routing != null && routing.key().factory() == router ? serving.withoutRouting() : serving;
            });
            models.submit(slot);
        }
        end(router);
    }

    private static <T> void begin(Providers<T> kind, Provider<T> provider) {
        provider.leave();
        kind.remove(provider);
    }

    private static Map<ModelSlot, List<ServingArm>> strip(
            List<ModelSlot> slots, Provider<?> provider, Predicate<ServingArm> made) {
        Map<ModelSlot, List<ServingArm>> gone = new LinkedHashMap<>();
        for (ModelSlot slot : slots) {
            List<ServingArm> arms = slot.strip(serving -> serving.without(made, provider + " is gone"));
            arms.forEach(ServingArm::retire);
            if (!arms.isEmpty()) {
                gone.put(slot, arms);
            }
        }
        return gone;
    }

    private void end(Provider<?> provider) {
        if (!provider.awaitUnused(drainTimeout.get())) {
            LOG.warn(
                    "plugin still used plugin=\"{}\" waited_ms={}",
                    provider,
                    drainTimeout.get().toMillis());
        }
        supervisor.close("giving back " + provider, FORGET_LIMIT, provider::forget);
        LOG.info("plugin gone plugin=\"{}\" bundle=\"{}\"", provider, provider.bundle());
    }
}

package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelLifecycle;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The models by name: what requests ask, and what the repository tells. */
final class Models implements ModelCatalog, ModelLifecycle {
    /** Where a request goes that comes before its model's first definition is live. */
    private static final Route FIRST = Route.to("default");

    /** A model that still waits for a plugin so long after the start does not keep the server from being ready. */
    private static final Duration SETTLE_MAX = Duration.ofSeconds(10);

    private final ConcurrentHashMap<String, ModelSlot> slots = new ConcurrentHashMap<>();
    private final Reconciler reconciler;
    private final RouterGuard routers;
    private final Drains drains = new Drains();
    private final Gap gap;
    private final Work work;
    private final LongSupplier nanoClock;
    private volatile boolean firstLookDone;
    private volatile long firstLookNanos;
    private volatile boolean settled;

    Models(Reconciler reconciler, java.util.function.IntSupplier loadThreads, LongSupplier nanoClock) {
        this.reconciler = reconciler;
        this.routers = new RouterGuard(nanoClock);
        this.gap = new Gap(drains, nanoClock);
        this.work = new Work(this::run, loadThreads);
        this.nanoClock = nanoClock;
    }

    private void run(ModelSlot slot) {
        if (reconciler.run(slot)) {
            slots.remove(slot.name, slot);
        }
    }

    @Override
    public Route route(InferenceRequest request) {
        ModelSlot slot = require(request.model());
        Serving serving = slot.serving();
        if (request.isPinned()) {
            return Pinned.route(slot.name, serving, request);
        }
        Serving.Routing routing = serving.routing();
        Route route = routing == null ? serving.first() : routers.route(slot.name, serving, routing, request);
        return route == null ? FIRST : drains.lead(slot.name, serving, request, route);
    }

    @Override
    public Optional<String> escalate(InferenceRequest request, InferenceResponse response) {
        Serving serving = serving(request.model());
        Serving.Routing routing = request.isPinned() ? null : serving.routing();
        return routing == null
                ? Optional.empty()
                : routers.escalate(request.model(), serving, routing, request, response)
                        .filter(arm -> !drains.of(request.model()).contains(arm)); // the answer stands
    }

    @Override
    public void reward(String model, String arm, double reward) {
        Serving.Routing routing = serving(model).routing();
        if (routing != null && routing.key().arms().contains(arm)) {
            routers.reward(model, routing, arm, reward);
        }
    }

    @Override
    public Map<String, Long> counts(String model) {
        Serving.Routing routing = serving(model).routing();
        return routing == null ? Map.of() : routers.counts(model, routing);
    }

    @Override
    public Set<String> headers(String model) {
        Serving.Routing routing = serving(model).routing();
        return routing == null ? Set.of() : routing.headers();
    }

    private Serving serving(String model) {
        ModelSlot slot = slots.get(model);
        return slot == null ? Serving.NOTHING : slot.serving();
    }

    @Override
    public ModelLease lease(String model, String arm, Deadline deadline) {
        ModelSlot slot = require(model);
        ServingArm live = slot.serving().live().get(arm);
        if (live != null) {
            Lease lease = live.lease();
            if (lease != null) {
                return lease;
            }
        }
        return gap.lease(slot, arm, deadline);
    }

    private ModelSlot require(String name) {
        ModelSlot slot = slots.get(name);
        if (slot == null && !firstLookDone) {
            throw new InferenceException(
                    ErrorCode.MODEL_NOT_READY, "the models are still being looked for, '" + name + "' may be one");
        }
        if (slot == null) {
            String near = Nearest.find(name, slots.keySet())
                    .map(other -> "; did you mean '" + other + "'?")
                    .orElse("");
            throw new InferenceException(ErrorCode.MODEL_NOT_FOUND, "no model is named '" + name + "'" + near);
        }
        return slot;
    }

    @Override
    public List<ModelStatus> models() {
        return slots.values().stream()
                .sorted(Comparator.comparing((ModelSlot slot) -> slot.name))
                .flatMap(slot -> StatusView.of(slot, drains.of(slot.name)).stream())
                .toList();
    }

    @Override
    public boolean isSettled() {
        if (!settled && firstLookDone) {
            boolean late = nanoClock.getAsLong() - firstLookNanos > SETTLE_MAX.toNanos();
            settled = slots.values().stream().noneMatch(ModelSlot::isPending)
                    && (late || models().stream().noneMatch(row -> row.state() == ModelState.WAITING));
        }
        return settled;
    }

    @Override
    public void apply(ModelDefinition wanted) {
        ModelSlot slot = current(wanted.name());
        slot.want(wanted);
        work.submit(slot);
    }

    @Override
    public void remove(String name) {
        ModelSlot slot = slots.get(name);
        if (slot != null) {
            slot.remove();
            work.submit(slot);
        }
    }

    @Override
    public void reshape(String name) {
        ModelSlot slot = slots.get(name);
        if (slot != null) {
            work.submit(slot);
        }
    }

    @Override
    public void drain(String model, String arm) {
        boolean later = !firstLookDone && !slots.containsKey(model);
        drains.drain(model, later ? Serving.NOTHING : require(model).serving(), arm);
    }

    @Override
    public void resume(String model, String arm) {
        drains.resume(model, arm);
    }

    @Override
    public void reject(ModelId id, String reason) {
        ModelSlot slot = current(id.name());
        slot.reject(new ModelSlot.Rejection(id, reason));
        work.submit(slot);
    }

    /** The slot of that name; one that is being removed is left to its end, and another begins. */
    private ModelSlot current(String name) {
        return java.util.Objects.requireNonNull(
                slots.compute(name, (key, slot) -> slot == null || slot.isRemoved() ? new ModelSlot(name) : slot));
    }

    @Override
    public void firstLookDone() {
        firstLookNanos = nanoClock.getAsLong();
        firstLookDone = true;
    }

    List<ModelSlot> slots() {
        return slots.values().stream()
                .sorted(Comparator.comparing((ModelSlot slot) -> slot.name))
                .toList();
    }

    /** Something changed that any model may depend on. */
    void submitAll() {
        slots.values().forEach(work::submit);
    }

    void submit(ModelSlot slot) {
        work.submit(slot);
    }

    /** Ends every model; what runs is waited for. */
    void stop(Duration limit) {
        work.stop(limit);
        firstLookDone = false; // who asks now may find the model again in a moment
        for (ModelSlot slot : slots()) {
            slot.remove();
            run(slot);
        }
    }
}

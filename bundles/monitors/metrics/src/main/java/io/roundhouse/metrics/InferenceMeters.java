package io.roundhouse.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Events become meters. The number of series is bounded: a name that only a client wrote is counted as {@code unknown},
 * arms beyond the limit as {@code other}, and arms of closed model versions make room for new ones.
 */
final class InferenceMeters implements InferenceMonitor {
    private static final String UNKNOWN = "unknown";
    private static final String NONE = "none";
    private static final ServedBy OTHER = new ServedBy(new ModelId("other", "other"), "other", "other", "other");

    private final MeterRegistry registry;
    private final Limits limits;
    private final ModelStates states;
    private final Map<ServedBy, ArmMeters> arms = new ConcurrentHashMap<>();
    private final Set<String> models = ConcurrentHashMap.newKeySet();
    private final Map<String, FailureMeters> unreached = new ConcurrentHashMap<>();

    /** Where further arms are counted; null while there is, or may be, room. */
    private volatile @Nullable ArmMeters full;

    InferenceMeters(MeterRegistry registry, Limits limits) {
        this.registry = registry;
        this.limits = limits;
        states = new ModelStates(registry, limits.armsMax());
    }

    @Override
    public void on(InferenceEvent event) {
        if (event instanceof InferenceEvent.Answered answered) {
            arm(answered.response().servedBy())
                    .answered(
                            answered.response().timing(),
                            answered.request().inputs().rows());
        } else if (event instanceof InferenceEvent.Failed failed) {
            ErrorCode code = failed.failure().code();
            if (failed.servedBy().isPresent()) {
                arm(failed.servedBy().get()).failed(code, failed.timing());
            } else {
                unreached(failed.request().model()).count(code);
            }
        } else if (event instanceof InferenceEvent.ModelChanged changed) {
            know(changed.model());
            states.changed(changed.model(), changed.state());
            full = null; // maybe one was closed and makes room
        }
    }

    private ArmMeters arm(ServedBy servedBy) {
        ArmMeters known = arms.get(servedBy);
        if (known != null) {
            return known;
        }
        ArmMeters others = full;
        return others == null ? newArm(servedBy) : others;
    }

    private synchronized ArmMeters newArm(ServedBy servedBy) {
        ArmMeters known = arms.get(servedBy);
        if (known != null) {
            return known;
        }
        if (arms.size() >= limits.armsMax()) {
            forgetClosed();
        }
        if (arms.size() >= limits.armsMax()) {
            ArmMeters others = new ArmMeters(registry, OTHER, limits.histograms());
            full = others;
            return others;
        }
        know(servedBy.model());
        states.answers(servedBy.model());
        return add(servedBy);
    }

    private ArmMeters add(ServedBy servedBy) {
        ArmMeters added = new ArmMeters(registry, servedBy, limits.histograms());
        arms.put(servedBy, added);
        return added;
    }

    private void forgetClosed() {
        arms.entrySet().removeIf(entry -> {
            boolean closed = states.isClosed(entry.getKey().model());
            if (closed) {
                entry.getValue().remove();
            }
            return closed;
        });
    }

    private void know(ModelId id) {
        if (models.size() < limits.armsMax()) {
            models.add(id.name());
        }
    }

    private FailureMeters unreached(String requested) {
        String model = models.contains(requested) ? requested : UNKNOWN;
        return unreached.computeIfAbsent(
                model,
                name -> new FailureMeters(
                        registry,
                        Tags.of("model", name, "version", NONE, "arm", NONE, "engine", NONE, "engine.version", NONE)));
    }
}

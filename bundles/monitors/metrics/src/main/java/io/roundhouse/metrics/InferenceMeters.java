package io.roundhouse.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events become meters. The number of series is bounded: a name that only a client wrote is counted as {@code unknown},
 * arms beyond the limit as {@code other}, and arms of closed model versions make room for new ones.
 */
final class InferenceMeters implements InferenceMonitor {
    private static final String UNKNOWN = "unknown";
    private static final String NONE = "none";
    private static final int DEFINITIONS_MAX = 4; // of an arm that are remembered at once, on average
    private static final ServedBy OTHER = new ServedBy(new ModelId("other", "other"), "other", "other", "other");

    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int SERIES_AN_ARM_MAX = 32; // of those that are read, and not added to

    private final MeterRegistry registry;
    private final Limits limits;
    private final LongSupplier nanoClock;
    private final Readings readings;
    private final ModelStates states;
    private final Map<ServedBy, ArmMeters> arms = new ConcurrentHashMap<>(); // whatever definition they belong to
    private final Map<ServedBy, ArmMeters> told = new ConcurrentHashMap<>(); // the same, by what answers say
    private final Escalations escalations;
    private final Set<String> models = ConcurrentHashMap.newKeySet();
    private final Map<String, FailureMeters> unreached = new ConcurrentHashMap<>();

    /** Where further arms are counted; null while there is, or may be, room. */
    private volatile @Nullable ArmMeters full;

    private long turnedNanos;

    InferenceMeters(MeterRegistry registry, Limits limits, LongSupplier nanoClock) {
        this.registry = registry;
        this.limits = limits;
        this.nanoClock = nanoClock;
        turnedNanos = nanoClock.getAsLong();
        readings = new Readings(registry, SERIES_AN_ARM_MAX * (limits.armsMax() + 1));
        states = new ModelStates(registry, limits.armsMax(), nanoClock);
        escalations = new Escalations(registry, limits.armsMax());
    }

    @Override
    public void on(InferenceEvent event) {
        if (event instanceof InferenceEvent.Answered answered) {
            ServedBy servedBy = answered.response().servedBy();
            Timing timing = answered.response().timing();
            long rows = answered.request().inputs().rows();
            ArmMeters arm = arm(servedBy);
            arm.answered(answered.request(), timing);
            if (!answered.response().flags().isEmpty()) {
                arm.flagged(answered.response().flags().size());
            }
            escalations.answered(servedBy, timing, rows);
        } else if (event instanceof InferenceEvent.Failed failed) {
            ErrorCode code = failed.failure().code();
            if (failed.servedBy().isPresent()) {
                arm(failed.servedBy().get()).failed(code, failed.timing());
            } else {
                unreached(failed.request().model()).count(code);
            }
        } else if (event instanceof InferenceEvent.Escalated escalated) {
            InferenceResponse first = escalated.first();
            if (escalated.failure().isEmpty()) {
                arm(first.servedBy())
                        .setAside(first.timing(), escalated.request().inputs().rows());
            }
            escalations.escalated(first.servedBy(), escalated.arm(), escalated.failure());
        } else if (event instanceof InferenceEvent.ModelChanged changed) {
            know(changed.model());
            states.changed(changed.model(), changed.state());
            full = null; // maybe one was closed and makes room
        }
    }

    /** Brings up to date what is not simply added to; when somebody looks. */
    synchronized void read(double joulesPerCpuSecond, String energySource) {
        long now = nanoClock.getAsLong();
        boolean turn = now - turnedNanos >= WINDOW_NANOS;
        if (turn) {
            turnedNanos = now;
        }
        Look look = new Look(turn, joulesPerCpuSecond, energySource);
        readings.begin();
        arms.values().forEach(arm -> arm.read(readings, look));
        ArmMeters others = full;
        if (others != null) {
            others.read(readings, look);
        }
        readings.end();
    }

    /** A page with examples of requests beside their times. */
    MetricSnapshots exampled(MetricSnapshots page) {
        return ExamplePage.of(
                page, arms.values().stream().collect(Collectors.toMap(ArmMeters::labels, ArmMeters::examples)));
    }

    private ArmMeters arm(ServedBy servedBy) {
        ArmMeters known = told.get(servedBy);
        return known == null ? search(servedBy) : known;
    }

    private ArmMeters search(ServedBy servedBy) {
        ServedBy anyDefinition =
                new ServedBy(servedBy.model(), servedBy.arm(), servedBy.engine(), servedBy.engineVersion());
        ArmMeters others = full;
        if (others != null && !arms.containsKey(anyDefinition)) {
            return others;
        }
        synchronized (this) {
            ArmMeters known = arms.get(anyDefinition);
            ArmMeters found = known == null ? newArm(anyDefinition) : known;
            if (found != full) {
                if (told.size() >= DEFINITIONS_MAX * limits.armsMax()) {
                    told.clear(); // those that still answer are back in a moment
                }
                told.put(servedBy, found);
            }
            return found;
        }
    }

    private ArmMeters newArm(ServedBy servedBy) {
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
        told.clear();
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

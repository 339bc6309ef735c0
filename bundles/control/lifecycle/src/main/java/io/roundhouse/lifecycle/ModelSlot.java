package io.roundhouse.lifecycle;

import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.ModelDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one model. Requests read {@link #serving} and nothing else; the rest is guarded by the slot's
 * monitor, which is never held while a plugin is called. {@link #run} is held by the one who brings the model about.
 */
final class ModelSlot {
    final String name;
    final ReentrantLock run = new ReentrantLock();

    private volatile Serving serving = Serving.NOTHING;
    private final AtomicLong changes = new AtomicLong();

    private @Nullable ModelDefinition wanted;
    private @Nullable ModelDefinition shaped; // what the owner of its sections made of it
    private @Nullable ModelDefinition inForce;
    private @Nullable Rejection rejection;
    private Map<String, Staged.Problem> problems = Map.of();
    private List<Shared<Session>> parked = List.of();
    private List<ServingArm> draining = List.of();
    private long asked; // counts applies
    private long answered; // the last apply that was brought about, or failed
    private boolean removed;

    ModelSlot(String name) {
        this.name = name;
    }

    /** A definition that could not be made. */
    record Rejection(ModelId id, String reason) {}

    Serving serving() {
        return serving;
    }

    /** Counts everything that a waiting request may be interested in. */
    long changes() {
        return changes.get();
    }

    /** Waits until {@link #changes} is another, at most so long; the caller looks again and waits again. */
    @SuppressWarnings("WaitNotInLoop")
    synchronized void awaitChange(long seen, long nanos) throws InterruptedException {
        if (changes.get() == seen && !removed) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, nanos));
        }
    }

    synchronized void want(ModelDefinition definition) {
        wanted = definition;
        shaped = null;
        rejection = null;
        asked++;
        changed();
    }

    /** What is to be brought about of what is wanted. */
    synchronized void shape(ModelDefinition definition) {
        shaped = definition;
    }

    synchronized void reject(Rejection reason) {
        rejection = reason;
        changed();
    }

    synchronized void remove() {
        removed = true;
        asked++;
        changed();
    }

    synchronized View view() {
        return new View(
                serving,
                wanted,
                shaped == null ? wanted : shaped,
                inForce,
                rejection,
                problems,
                parked,
                List.copyOf(draining),
                asked,
                asked != answered,
                removed);
    }

    synchronized boolean isPending() {
        return asked != answered;
    }

    synchronized boolean isRemoved() {
        return removed;
    }

    /** Publishes, unless a plugin that it is made with is leaving meanwhile; then that plugin's arms are left out. */
    synchronized List<ServingArm> publish(
            ModelDefinition definition, UnaryOperator<Serving> next, Map<String, Staged.Problem> found) {
        Serving before = serving;
        serving = next.apply(before);
        inForce = definition;
        problems = Map.copyOf(new TreeMap<>(found));
        List<ServingArm> gone = new ArrayList<>(before.live().values());
        gone.removeAll(serving.live().values());
        changed();
        return gone;
    }

    /** Takes arms away that are waited for from now on, and answers with those. */
    synchronized List<ServingArm> strip(UnaryOperator<Serving> without) {
        Serving before = serving;
        serving = without.apply(before);
        List<ServingArm> gone = new ArrayList<>(before.live().values());
        gone.removeAll(serving.live().values());
        if (!gone.isEmpty()) {
            changed();
        }
        return gone;
    }

    synchronized void report(Map<String, Staged.Problem> found) {
        problems = Map.copyOf(new TreeMap<>(found));
        changed();
    }

    synchronized void answered(long which) {
        answered = Math.max(answered, which);
        changed();
    }

    synchronized void draining(List<ServingArm> arms, boolean begins) {
        List<ServingArm> next = new ArrayList<>(draining);
        if (begins) {
            next.addAll(arms);
        } else {
            next.removeAll(arms);
        }
        draining = List.copyOf(next);
        changed();
    }

    synchronized void park(List<Shared<Session>> sessions) {
        List<Shared<Session>> next = new ArrayList<>(parked);
        next.addAll(sessions);
        parked = List.copyOf(next);
    }

    /** Lets go of those of these that are still parked, and answers with them: the caller releases them. */
    synchronized List<Shared<Session>> unpark(List<Shared<Session>> sessions) {
        List<Shared<Session>> taken = new ArrayList<>(parked);
        taken.retainAll(sessions);
        List<Shared<Session>> next = new ArrayList<>(parked);
        next.removeAll(taken);
        parked = List.copyOf(next);
        return taken;
    }

    private void changed() {
        changes.incrementAndGet();
        notifyAll();
    }

    /** Everything at one moment. */
    record View(
            Serving serving,
            @Nullable ModelDefinition wanted,
            @Nullable ModelDefinition shown,
            @Nullable ModelDefinition inForce,
            @Nullable Rejection rejection,
            Map<String, Staged.Problem> problems,
            List<Shared<Session>> parked,
            List<ServingArm> draining,
            long asked,
            boolean pending,
            boolean removed) {}
}

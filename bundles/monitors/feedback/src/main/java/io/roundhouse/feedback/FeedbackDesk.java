package io.roundhouse.feedback;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.FeedbackListener.Joined;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Where both ends meet: predictions from request threads, labels from the edge. {@link #pass} takes first the labels that
 * are there and then the predictions that are there: so whatever was answered before a label was sent is joined with it,
 * however soon it comes. Labels are answered after the commit.
 */
final class FeedbackDesk implements Feedback {
    /** Predictions may be lost for so long when the process is killed; labels that were answered are not. */
    static final long COMMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    static final long UPKEEP_NANOS = TimeUnit.SECONDS.toNanos(10);

    final Intake intake = new Intake();
    final Jobs jobs = new Jobs();
    private final Vault vault;
    private final Listeners listeners;
    private final LongSupplier nanoClock;
    private final LongSupplier wallMillis;
    private final Map<String, FeedbackSettings> taken = new TreeMap<>();
    private final List<Joined> outcomes = new ArrayList<>();
    private long committedNanos;
    private long upkeepNanos;

    FeedbackDesk(Storage storage, Listeners listeners, LongSupplier nanoClock, LongSupplier wallMillis) {
        this.vault = new Vault(storage, nanoClock);
        this.listeners = listeners;
        this.nanoClock = nanoClock;
        this.wallMillis = wallMillis;
        this.committedNanos = nanoClock.getAsLong();
        this.upkeepNanos = committedNanos;
    }

    synchronized void take(String model, FeedbackSettings settings) {
        if (settings.equals(taken.put(model, settings))) {
            return; // another part of the definition changed
        }
        Map<String, Intake.Taken> next = new HashMap<>(intake.models());
        next.put(model, new Intake.Taken(settings.output().orElse(null)));
        intake.models(next);
        vault.shelf().ifPresent(shelf -> shelf.take(model, settings));
    }

    synchronized void leave(String model) {
        taken.remove(model);
        Map<String, Intake.Taken> next = new HashMap<>(intake.models());
        next.remove(model);
        intake.models(next);
    }

    @Override
    public Receipt take(String model, List<Item> items) {
        if (!intake.models().containsKey(model)) {
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED,
                    "model '" + model + "' takes no feedback: its model.yaml has no section 'feedback'");
        }
        return jobs.await(jobs.submit(model, items));
    }

    /** One pass over all that is there; the room's thread. True when there was anything. */
    boolean pass() {
        List<Jobs.Job> now = jobs.drain();
        List<Pending> pending = new ArrayList<>();
        intake.drainTo(pending);
        List<Joined> told;
        synchronized (this) {
            try {
                Shelf open = vault.open(taken, outcomes::add);
                if (open == null) {
                    pending.forEach(this::drop);
                    now.forEach(job -> job.fail(vault.unavailable()));
                } else {
                    work(open, pending, now);
                }
            } catch (RuntimeException e) {
                vault.fail(e);
                outcomes.clear(); // not written, so not told
                now.forEach(job -> job.fail(vault.unavailable()));
            }
            told = List.copyOf(outcomes);
            outcomes.clear();
        }
        now.forEach(Jobs.Job::complete);
        listeners.tell(told);
        return !now.isEmpty() || !pending.isEmpty();
    }

    private void work(Shelf open, List<Pending> pending, List<Jobs.Job> now) {
        long millis = wallMillis.getAsLong();
        pending.forEach(each -> predicted(open, each, millis));
        count(open);
        now.forEach(job -> job.take(open.joiner(job.model), millis));
        long nanos = nanoClock.getAsLong();
        if (!now.isEmpty() || nanos - committedNanos >= COMMIT_NANOS) {
            committedNanos = nanos;
            vault.commit();
        }
        if (nanos - upkeepNanos >= UPKEEP_NANOS) {
            upkeepNanos = nanos;
            open.expire(millis, taken);
            vault.commit();
            vault.compact();
        }
    }

    private void predicted(Shelf open, Pending each, long millis) {
        Joiner joiner = open.joiner(each.servedBy().model().name());
        if (joiner != null) {
            Optional<Prediction> prediction =
                    each.output() == null ? Optional.of(Prediction.NONE) : Prediction.of(each.output());
            if (prediction.isPresent()) {
                joiner.predicted(each, prediction.get(), millis);
            } else {
                joiner.book().count(Book.Count.UNREAD, 1);
            }
        }
    }

    /** What request threads could not leave here. */
    private void count(Shelf open) {
        intake.models().forEach((model, lost) -> {
            Joiner joiner = open.joiner(model);
            if (joiner != null) {
                joiner.book().count(Book.Count.DROPPED, lost.dropped.sumThenReset());
                joiner.book().count(Book.Count.UNREAD, lost.unread.sumThenReset());
            }
        });
    }

    private void drop(Pending pending) {
        Intake.Taken lost = intake.models().get(pending.servedBy().model().name());
        if (lost != null) {
            lost.dropped.increment();
        }
    }

    /** The last pass; then nothing is open. */
    void close() {
        pass();
        jobs.close();
        synchronized (this) {
            vault.close();
        }
    }

    @Override
    public synchronized List<Report> reports() {
        return vault.reports(taken);
    }
}

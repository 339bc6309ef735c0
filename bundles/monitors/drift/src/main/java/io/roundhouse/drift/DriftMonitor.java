package io.roundhouse.drift;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import io.roundhouse.spi.monitor.Watched;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Learns a reference, or is given one, and then holds the window of time against it at the end of each pane. One thread but for
 * {@link #meters} and {@link #report}, which read what that thread last published.
 */
final class DriftMonitor implements ModelMonitor {
    private static final String NOT_KEPT = "What was counted cannot be kept over a restart: ";
    private static final String INPUTS_ONLY =
            "The profile has no outputs, as the model was not run for it, so only inputs"
                    + " are watched; one that moves is a warning, unless alarm_on is all.";
    private static final long KEEP_MILLIS = 60_000; // what is lost when the process is killed

    private final DriftSettings settings;
    private final Columns columns;
    private final LongSupplier clockMillis;
    private final Store store;
    private final Answers answers = new Answers();
    private @Nullable Learning learning;
    private @Nullable Watch watch;
    private long requests;
    private long learntSteps;
    private long keptMillis;
    private String note = "";
    private volatile View view;
    private volatile long rows;
    private volatile long odd;

    DriftMonitor(Watched model, DriftSettings settings, LongSupplier clockMillis) {
        this.settings = settings;
        this.clockMillis = clockMillis;
        Columns all = Columns.of(model.specs(), settings.only());
        this.store = new Store(model.data());
        Optional<Profile> profile = Profiles.find(model, settings, store, words -> note = words);
        boolean inputsOnly = settings.reference().isPresent()
                && settings.only().isEmpty()
                && profile.filter(Profile::isOfInputsOnly).isPresent();
        this.columns = inputsOnly ? all.inputs() : all;
        note = inputsOnly ? INPUTS_ONLY : note;
        Optional<List<Summary>> summaries = profile.flatMap(one -> summaries(one, settings));
        if (summaries.isPresent()) {
            restore(summaries.get());
        } else {
            learning = Learning.resumed(columns.all(), settings, store, clockMillis.getAsLong(), words -> note = words);
        }
        view = look(List.of());
    }

    /** A profile that was given must fit; one that was learnt of another model is learnt anew. */
    private Optional<List<Summary>> summaries(Profile profile, DriftSettings settings) {
        if (settings.reference().isPresent()) {
            return Optional.of(profile.of(columns.all(), settings.reference().get()));
        }
        if (!profile.columns().equals(columns.all())) {
            note = "The model takes or gives something else than when the reference was learnt, so it is learnt anew.";
            return Optional.empty();
        }
        return Optional.of(profile.summaries());
    }

    private void begin(List<Summary> reference) {
        learning = null;
        watch = Watch.begin(columns.all(), reference, settings, clockMillis.getAsLong());
    }

    @Override
    public void on(List<InferenceEvent> events) {
        long now = clockMillis.getAsLong();
        turn(now);
        for (Answered answer : answers.next(events)) {
            take(answer, now);
        }
        Learning learner = learning;
        if (learner != null && learner.isToBeKept(now)) {
            keep(() -> learner.keep(store, now));
        }
        odd = columns.odd();
    }

    private void take(Answered answer, long now) {
        if (requests++ % settings.sample() != 0) {
            return;
        }
        Learning learner = learning;
        if (learner != null) {
            long taken = columns.take(answer, learner);
            learner.took(taken, now);
            taken(taken);
            learnt(learner, now);
        } else if (watch != null) {
            taken(columns.take(answer, watch.window()));
        }
    }

    private void taken(long ofRequest) {
        long all = rows + ofRequest; // only this thread writes it
        rows = all;
    }

    private void learnt(Learning learner, long now) {
        if (learner.isDone(now)) {
            List<Summary> reference = learner.reference();
            begin(reference);
            note = "";
            keep(() -> {
                store.keep(new Profile(columns.all(), reference));
                store.forgetLearning();
            });
            view = look(List.of());
        } else if (learner.rows() * 100 / settings.referenceRows() > learntSteps) {
            learntSteps = learner.rows() * 100 / settings.referenceRows();
            view = look(List.of());
        }
    }

    private void turn(long now) {
        Watch one = watch;
        if (one != null && one.window().turn(now)) {
            List<Finding> findings =
                    one.court().decide(one.reference(), one.window().summaries(), now);
            if (now - keptMillis >= KEEP_MILLIS) {
                keptMillis = now;
                keep(() -> one.keep(store));
            }
            view = look(findings);
        }
    }

    private View look(List<Finding> findings) {
        Watch one = watch;
        return new View(
                settings,
                phase(),
                findings,
                note,
                columns.leftOut(),
                one == null ? settings.alpha() : one.court().alphaOfSession(),
                one != null ? one.window().retainedBytes() : learning != null ? learning.retainedBytes() : 0);
    }

    private String phase() {
        if (columns.all().isEmpty()) {
            return "Nothing is watched: no arm is live, or none of its inputs and outputs has rows of one width.";
        }
        return learning == null
                ? "The first comparison is at the end of a pane of " + Texts.duration(settings.every())
                        + " with at least " + settings.rowsMin() + " requests."
                : "The reference is being learnt: " + learning.rows() + " of " + settings.referenceRows()
                        + " rows, over at least " + Texts.duration(settings.referenceTime()) + " and "
                        + settings.rowsMin() + " requests.";
    }

    private void restore(List<Summary> reference) {
        begin(reference);
        try {
            if (watch != null) {
                watch.restore(store);
            }
        } catch (IOException e) {
            begin(reference);
            note = "What was counted before could not be read, so the window begins anew: " + e.getMessage() + ".";
        }
    }

    private interface Keeping {
        void keep() throws IOException;
    }

    private void keep(Keeping keeping) {
        try {
            keeping.keep();
            note = note.startsWith(NOT_KEPT) ? "" : note;
        } catch (IOException e) {
            note = NOT_KEPT + e.getMessage() + ".";
        }
    }

    /** What the most demanding column holds in memory. */
    long retainedBytesMax() {
        Watch one = watch;
        long most = 0;
        for (int i = 0; one != null && i < columns.all().size(); i++) {
            most = Math.max(most, one.window().retainedBytes(i));
        }
        return most;
    }

    @Override
    public List<Meter> meters() {
        return DriftMeters.of(view, rows, odd);
    }

    @Override
    public MonitorReport report() {
        return DriftReport.of(view);
    }

    @Override
    public void close() {
        on(List.of()); // the answers that waited
        Learning learner = learning;
        if (learner != null && learner.rows() > 0) {
            keep(() -> learner.keep(store, clockMillis.getAsLong()));
        }
        Watch one = watch;
        if (one != null) {
            keep(() -> one.keep(store));
        }
    }
}

package io.roundhouse.feedback;

import io.roundhouse.server.control.Feedback.Item;
import io.roundhouse.server.control.FeedbackListener.Joined;
import io.roundhouse.server.control.FeedbackListener.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins the predictions of one model with what is known of them, in either order: a watching arm may answer after the
 * label has come. One thread.
 */
final class Joiner {
    /** Watching arms are done by then; what comes later under the same id is another request. */
    static final long WATCHED_MILLIS = 60_000;

    private final String model;
    private final Predictions predictions;
    private final Book book;
    private final Consumer<Joined> joined;
    private FeedbackSettings settings;
    private Scoring scoring;

    Joiner(String model, Predictions predictions, Book book, FeedbackSettings settings, Consumer<Joined> joined) {
        this.model = model;
        this.predictions = predictions;
        this.book = book;
        this.joined = joined;
        this.settings = settings;
        this.scoring = new Scoring(settings);
    }

    void reconfigure(FeedbackSettings next) {
        settings = next;
        scoring = new Scoring(next);
    }

    FeedbackSettings settings() {
        return settings;
    }

    Predictions predictions() {
        return predictions;
    }

    Book book() {
        return book;
    }

    /** An arm answered. An id that comes again from the same arm is another request: the earlier one is forgotten. */
    void predicted(Pending pending, Prediction prediction, long nowMillis) {
        int arm = book.number(pending.servedBy());
        Entry.Answer answer = new Entry.Answer(arm, prediction);
        Predictions.Found found = predictions.findRecent(pending.id());
        ArmTotals totals = book.arm(arm);
        if (totals != null) {
            totals.predicted();
        }
        if (found == null || isAnother(found.entry(), arm, nowMillis)) {
            if (found != null) {
                book.count(Book.Count.REPLACED, 1);
                predictions.update(found, pending.id(), Entry.first(nowMillis, answer));
            } else {
                predictions.add(pending.id(), Entry.first(nowMillis, answer), settings);
            }
            return;
        }
        Entry entry = found.entry().with(answer);
        predictions.update(found, pending.id(), entry);
        if (!entry.labels().isEmpty() && fault(prediction, entry.labels()) == null) {
            label(pending.id(), entry, entry.answers().size() - 1);
        }
    }

    private static boolean isAnother(Entry entry, int arm, long nowMillis) {
        return entry.isOf(arm)
                || entry.answers().size() >= Entry.ANSWERS_MAX
                || nowMillis - entry.millis() > WATCHED_MILLIS;
    }

    /** One item; the tally takes what came of it. */
    void take(Item item, Tally tally, long nowMillis) {
        double reward = item.reward().orElse(0);
        if (!(reward >= 0 && reward <= 1)) {
            tally.invalid(item.id(), "its reward must be 0 to 1, was " + reward);
            return;
        }
        if (item.labels().isEmpty() && item.reward().isEmpty()) {
            tally.invalid(item.id(), "it has neither label nor reward");
            return;
        }
        Predictions.Found found = predictions.find(item.id());
        if (found == null) {
            if (predictions.wasHere(item.id())) {
                tally.late(item.id(), settings);
            } else {
                tally.unknown(item.id());
            }
            return;
        }
        Entry entry = found.entry();
        if (nowMillis - entry.millis() > settings.keep().toMillis()) {
            tally.late(item.id(), settings);
            return;
        }
        boolean labels = !item.labels().isEmpty() && entry.labels().isEmpty();
        boolean rewards = item.reward().isPresent() && !entry.isRewarded();
        String fault = labels ? fault(entry.answers().get(0).prediction(), item.labels()) : null;
        if (fault != null) {
            tally.invalid(item.id(), fault);
        } else if (!labels && !rewards) {
            tally.duplicate(item.id());
        } else {
            join(item, found, labels, rewards);
            tally.joined();
        }
    }

    private void join(Item item, Predictions.Found found, boolean labels, boolean rewards) {
        Entry entry = found.entry();
        entry = labels ? entry.labelled(item.labels()) : entry;
        entry = rewards ? entry.rewarded(item.reward().orElse(0)) : entry;
        predictions.update(found, item.id(), entry);
        if (rewards) {
            reward(item.id(), entry);
        }
        if (labels) {
            label(item.id(), entry, 0);
        }
    }

    /** Why these cannot be the labels of that prediction; null when they can. */
    private @Nullable String fault(Prediction prediction, List<String> labels) {
        if (settings.output().isEmpty()) {
            return "the model declares no output of feedback, so only rewards are taken";
        }
        if (prediction.rows() != labels.size()) {
            return "it has " + labels.size() + " labels, its request had " + prediction.rows() + " rows";
        }
        for (String label : labels) {
            if (!scoring.isClass(prediction, label)) {
                return "its label '" + Tally.quotable(label) + "' is none of the classes "
                        + scoring.classes(prediction);
            }
        }
        return null;
    }

    private void reward(String id, Entry entry) {
        ArmTotals totals = book.arm(entry.answers().get(0).arm());
        if (totals != null) {
            totals.rewarded(entry.reward());
            double nothing = Double.NaN;
            Outcome outcome =
                    new Outcome(totals.servedBy, nothing, nothing, nothing, OptionalDouble.of(entry.reward()));
            joined.accept(new Joined(model, id, -1, 0, List.of(outcome)));
        }
    }

    /** Counts the arms from {@code told} on, and tells of all of them. */
    private void label(String id, Entry entry, int told) {
        for (int row = 0; row < entry.labels().size(); row++) {
            List<Outcome> outcomes = new ArrayList<>();
            int before = 0;
            for (int i = 0; i < entry.answers().size(); i++) {
                Outcome outcome = outcome(entry, i, row, i >= told);
                if (outcome != null) {
                    outcomes.add(outcome);
                    before += i < told ? 1 : 0;
                }
            }
            if (outcomes.size() > before) {
                joined.accept(new Joined(model, id, row, before, outcomes));
            }
        }
    }

    private @Nullable Outcome outcome(Entry entry, int at, int row, boolean isNew) {
        Entry.Answer answer = entry.answers().get(at);
        ArmTotals totals = book.arm(answer.arm());
        if (totals == null || fault(answer.prediction(), entry.labels()) != null) {
            return null; // it made room, or its version predicts something else
        }
        Scoring.Score score =
                scoring.score(answer.prediction(), row, entry.labels().get(row));
        if (isNew) {
            totals.labelled(score);
        }
        return new Outcome(totals.servedBy, score.correct(), score.brier(), score.logLoss(), OptionalDouble.empty());
    }
}

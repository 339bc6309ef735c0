package io.roundhouse.feedback;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Feedback.Report;
import io.roundhouse.server.control.FeedbackListener.Joined;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** The store while it is open; after a failure it is tried again, from its last commit. One thread at a time. */
final class Vault {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Storage storage;
    private final LongSupplier nanoClock;
    private @Nullable Shelf shelf;
    private long triedNanos;

    Vault(Storage storage, LongSupplier nanoClock) {
        this.storage = storage;
        this.nanoClock = nanoClock;
    }

    Optional<Shelf> shelf() {
        return Optional.ofNullable(shelf);
    }

    /** What is open, or can be opened now; null while nothing can. */
    @Nullable
    Shelf open(Map<String, FeedbackSettings> taken, Consumer<Joined> joined) {
        boolean isDue = storage.failure().isEmpty() || nanoClock.getAsLong() - triedNanos >= RETRY_NANOS;
        for (int attempt = 0; shelf == null && isDue && attempt < 2; attempt++) {
            MVStore store = storage.open();
            triedNanos = nanoClock.getAsLong();
            isDue = false;
            try {
                shelf = store == null ? null : new Shelf(store, taken, joined);
            } catch (RuntimeException e) {
                storage.fail(e);
                isDue = storage.failure().isEmpty(); // it was set aside, and a new one can begin
            }
        }
        return shelf;
    }

    void fail(RuntimeException reason) {
        storage.fail(reason);
        triedNanos = nanoClock.getAsLong();
        shelf = null;
    }

    void commit() {
        if (shelf != null && shelf.write()) {
            storage.commit();
        }
    }

    void compact() {
        storage.compact();
    }

    void close() {
        try {
            commit();
            storage.close();
        } catch (RuntimeException e) {
            storage.fail(e);
        }
        shelf = null;
    }

    InferenceException unavailable() {
        return new InferenceException(
                ErrorCode.OVERLOADED,
                "feedback cannot be taken now: "
                        + (storage.failure().isEmpty() ? "its file was broken and begins anew" : storage.failure())
                        + "; send it again later");
    }

    List<Report> reports(Map<String, FeedbackSettings> taken) {
        List<Report> reports = new ArrayList<>();
        if (shelf != null) {
            shelf.joiners()
                    .forEach((model, joiner) -> reports.add(new Report(
                            model,
                            taken.containsKey(model),
                            joiner.predictions().count(),
                            joiner.book().counts(),
                            joiner.book().reports(),
                            note(joiner))));
        } else {
            String note = storage.failure().isEmpty() ? "the store is being opened" : storage.failure();
            taken.keySet().forEach(model -> reports.add(new Report(model, true, 0, Map.of(), List.of(), note)));
        }
        return List.copyOf(reports);
    }

    private static String note(Joiner joiner) {
        long unread = joiner.book().counts().getOrDefault("unread", 0L);
        return unread == 0
                ? ""
                : unread + " answers were not kept: the output '"
                        + joiner.settings().output().orElse("") + "' was not in them, has more than "
                        + Prediction.VALUES_MAX + " values, or is of another type than numbers or texts";
    }
}

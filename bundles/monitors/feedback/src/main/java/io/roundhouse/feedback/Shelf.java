package io.roundhouse.feedback;

import io.roundhouse.server.control.FeedbackListener.Joined;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The models in the store. One whose section was taken away keeps what it has until it expires, by the limits it had. One
 * thread.
 */
final class Shelf {
    private final MVStore store;
    private final MVMap<String, byte[]> limits;
    private final Consumer<Joined> joined;
    private final Map<String, Joiner> joiners = new TreeMap<>();

    Shelf(MVStore store, Map<String, FeedbackSettings> taken, Consumer<Joined> joined) {
        this.store = store;
        this.joined = joined;
        this.limits = store.openMap(
                "models",
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
        limits.forEach((model, bytes) -> joiners.put(model, joiner(model, Bytes.read(bytes, in -> {
            Duration keep = Duration.ofMillis(in.readLong());
            return new FeedbackSettings(Optional.empty(), List.of(), -1, 0.5, keep, in.readInt());
        }))));
        taken.forEach(this::take);
    }

    private Joiner joiner(String model, FeedbackSettings settings) {
        return new Joiner(model, new Predictions(store, model), new Book(store, model), settings, joined);
    }

    /** These settings are in force from now on. */
    void take(String model, FeedbackSettings settings) {
        Joiner known = joiners.get(model);
        if (known == null) {
            joiners.put(model, joiner(model, settings));
        } else {
            known.reconfigure(settings);
        }
        limits.put(model, Bytes.of(out -> {
            out.writeLong(settings.keep().toMillis());
            out.writeInt(settings.predictionsMax());
        }));
    }

    @Nullable
    Joiner joiner(String model) {
        return joiners.get(model);
    }

    Map<String, Joiner> joiners() {
        return joiners;
    }

    /** To the store; true when there was anything. */
    boolean write() {
        boolean written = false;
        for (Joiner joiner : joiners.values()) {
            written |= joiner.book().write();
        }
        return written || store.hasUnsavedChanges();
    }

    /** Lets go of what is old, and of models without a section that have nothing left. */
    void expire(long nowMillis, Map<String, FeedbackSettings> taken) {
        joiners.entrySet().removeIf(entry -> {
            Joiner joiner = entry.getValue();
            joiner.predictions().expire(nowMillis, joiner.settings().keep());
            boolean gone =
                    !taken.containsKey(entry.getKey()) && joiner.predictions().count() == 0;
            if (gone) {
                limits.remove(entry.getKey());
                store.removeMap("late/" + entry.getKey());
                store.removeMap("totals/" + entry.getKey());
            }
            return gone;
        });
    }
}

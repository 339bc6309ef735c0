package io.roundhouse.stepcache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.flow.StepCaches;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What all steps made, by who made it and a digest of what it was made of; what is asked for least goes first (W-TinyLFU,
 * Einziger, Friedman and Manes, ACM Transactions on Storage 2017). Everything happens on the caller's thread: one of a
 * pool would outlive a bundle.
 */
final class Memory implements StepCaches {
    private final Cache<Key, Kept> kept;
    private final List<Owner> owners = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();

    Memory(long bytesMax) {
        kept = Caffeine.newBuilder()
                .maximumWeight(bytesMax)
                .weigher((Key key, Kept value) -> value.weight())
                .removalListener((key, value, cause) -> left(key, value))
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Transformer remembering(ModelId model, String name, Transformer step) {
        return switch (step.caching()) {
            case NONE -> step;
            case REQUEST -> new RememberingRequests(step, owner(model, name));
            case ROWS -> new RememberingRows(step, owner(model, name));
        };
    }

    private Owner owner(ModelId model, String name) {
        Owner owner = new Owner(this, ids.incrementAndGet(), model, name);
        owners.add(owner);
        return owner;
    }

    @Override
    public List<Count> counts() {
        return owners.stream().map(Owner::count).toList();
    }

    void resize(long bytesMax) {
        kept.policy().eviction().ifPresent(eviction -> eviction.setMaximum(bytesMax));
    }

    /** Whether that much is worth a place: one step's row must not push out all others. */
    boolean takes(int weight) {
        return kept.policy()
                .eviction()
                .map(eviction -> weight <= eviction.getMaximum() / 8)
                .orElse(false);
    }

    @Nullable
    Kept find(Key key) {
        return kept.getIfPresent(key);
    }

    void keep(Key key, Kept value) {
        key.owner().bytes.add(value.weight());
        kept.put(key, value);
    }

    /** Takes all of one owner away, and what of its requests comes in late with it: an owner is never asked again. */
    void forget(Owner owner) {
        owners.remove(owner);
        kept.asMap().keySet().removeIf(key -> key.owner() == owner);
    }

    private static void left(@Nullable Key key, @Nullable Kept value) {
        if (key != null && value != null) {
            key.owner().bytes.add(-value.weight());
        }
    }
}

package io.roundhouse.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.flow.Monitoring;
import io.roundhouse.server.flow.Shadowing;
import io.roundhouse.server.flow.StepCaches;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that are read and not counted here, most of them other rooms', brought up to date for whoever asks: the page, and the rooms that watch numbers. They are
 * read at most once a second, so that many who ask cost what one does. A room that fails keeps the others from nothing.
 */
final class Others {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Own own;
    private final Supplier<Rooms> rooms;
    private final LongSupplier nanoClock;
    private final FeedbackMeters feedback;
    private final WatchingMeters watching;
    private final StepCacheMeters stepCaches;
    private final RolloutMeters rollouts;
    private final PluginReadings plugins;
    private final Counter failures;

    private boolean wasRead;
    private long readNanos;

    Others(MeterRegistry registry, int armsMax, Own own, Supplier<Rooms> rooms, LongSupplier nanoClock) {
        this.own = own;
        this.rooms = rooms;
        this.nanoClock = nanoClock;
        feedback = new FeedbackMeters(registry, armsMax);
        watching = new WatchingMeters(registry);
        stepCaches = new StepCacheMeters(registry);
        rollouts = new RolloutMeters(registry);
        plugins = new PluginReadings(registry);
        failures = Counter.builder("roundhouse.metrics.failures")
                .description("Rooms that failed to tell their numbers")
                .register(registry);
    }

    synchronized void read() {
        long now = nanoClock.getAsLong();
        if (wasRead && now - readNanos < PAUSE_NANOS) {
            return; // also a room that, asked for its numbers, asks for all of them
        }
        wasRead = true;
        readNanos = now;
        Rooms there = rooms.get();
        attempt(() -> own.read(there.admission()));
        attempt(() -> feedback.update(told(there.feedback(), Feedback::reports)));
        attempt(() -> watching.read(
                told(there.shadowing(), Shadowing::arms), told(there.comparisons(), Comparisons::reports)));
        attempt(() -> stepCaches.read(told(there.stepCaches(), StepCaches::counts)));
        attempt(() -> rollouts.read(told(there.rollouts(), Rollouts::rollouts)));
        attempt(() -> plugins.read(there.plugins(), told(there.monitoring(), Monitoring::attachments)));
    }

    private static <R, T> List<T> told(@Nullable R room, Function<R, List<T>> numbers) {
        return room == null ? List.of() : numbers.apply(room);
    }

    private void attempt(Runnable reading) {
        try {
            reading.run();
        } catch (RuntimeException | LinkageError e) {
            failures.increment(); // told by the count: a scrape is no place to log from
        }
    }
}

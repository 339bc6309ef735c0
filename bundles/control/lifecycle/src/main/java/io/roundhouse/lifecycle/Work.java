package io.roundhouse.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Models to bring about, each once however often it was asked for, on a few low-priority threads that end when there is
 * nothing left to do.
 */
final class Work {
    private final Consumer<ModelSlot> job;
    private final IntSupplier threadsMax;
    private final Set<ModelSlot> queue = new LinkedHashSet<>();
    private final List<Thread> threads = new ArrayList<>();
    private int started;
    private boolean stopped;

    Work(Consumer<ModelSlot> job, IntSupplier threadsMax) {
        this.job = job;
        this.threadsMax = threadsMax;
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint, where the JVM heeds it: requests come first
    synchronized void submit(ModelSlot slot) {
        if (stopped) {
            return;
        }
        queue.add(slot);
        if (threads.size() < threadsMax.getAsInt()) {
            Thread thread = new Thread(null, this::run, "roundhouse-lifecycle-model-" + ++started, 0, false);
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            threads.add(thread);
            thread.start();
        }
    }

    private void run() {
        ModelSlot slot = next();
        while (slot != null) {
            job.accept(slot);
            slot = next();
        }
    }

    private synchronized @Nullable ModelSlot next() {
        Iterator<ModelSlot> slots = queue.iterator();
        if (stopped || !slots.hasNext()) {
            threads.remove(Thread.currentThread());
            return null;
        }
        ModelSlot slot = slots.next();
        slots.remove();
        return slot;
    }

    /** Takes no more, and waits for what runs. */
    void stop(Duration limit) {
        List<Thread> running;
        synchronized (this) {
            stopped = true;
            queue.clear();
            running = List.copyOf(threads);
        }
        try {
            for (Thread thread : running) {
                thread.join(limit.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

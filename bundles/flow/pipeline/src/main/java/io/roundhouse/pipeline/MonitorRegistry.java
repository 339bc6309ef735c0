package io.roundhouse.pipeline;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The monitors that are there now. Each is told as if it were alone: what one throws is counted, logged once a minute,
 * and reaches neither the others nor the request. The log gets its text and not the exception, which would keep the
 * classes of a monitor that has gone.
 */
final class MonitorRegistry implements InferenceMonitor {
    private static final Logger LOG = System.getLogger(PipelineComponent.PID);

    private record Entry(String name, InferenceMonitor monitor, OncePerMinute failures) {}

    private final LongSupplier nanoClock;
    private final AtomicLong failed = new AtomicLong();
    private volatile List<Entry> entries = List.of(); // replaced whole, never changed

    MonitorRegistry(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    synchronized void add(String name, InferenceMonitor monitor) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(name, monitor, new OncePerMinute(nanoClock)));
        entries = List.copyOf(more);
    }

    /** Takes out this very one; another of its name stays. */
    synchronized void remove(InferenceMonitor monitor) {
        entries = entries.stream().filter(entry -> entry.monitor != monitor).toList();
    }

    /** How often a monitor threw. */
    long failed() {
        return failed.get();
    }

    @Override
    public void on(InferenceEvent event) {
        List<Entry> now = entries;
        for (int i = 0; i < now.size(); i++) {
            Entry entry = now.get(i);
            try {
                entry.monitor.on(event);
            } catch (Throwable t) { // a LinkageError too: a monitor may be half gone
                failed.incrementAndGet();
                entry.failures.count(times -> LOG.log(
                        Level.WARNING, "monitor failed name={0} count={1} last={2}", entry.name, times, t.toString()));
            }
        }
    }
}

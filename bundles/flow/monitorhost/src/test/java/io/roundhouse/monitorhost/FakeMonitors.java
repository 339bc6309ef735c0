package io.roundhouse.monitorhost;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import io.roundhouse.spi.monitor.Watched;
import io.roundhouse.testkit.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes monitors that keep what they saw, and do what a test wants. Knows the settings {@code window} and {@code limit}. */
final class FakeMonitors implements MonitorFactory {
    final List<Fake> made = new CopyOnWriteArrayList<>();
    final AtomicInteger asked = new AtomicInteger();
    final List<String> log = new CopyOnWriteArrayList<>();

    /** Where {@code on} can be held; and once it was, again after it was interrupted. */
    final Gate gate = new Gate();

    volatile boolean ignoresInterrupts;
    volatile @Nullable Error thrown;
    volatile @Nullable Error thrownWhenAsked;

    @Override
    public ModelMonitor attach(Watched model, Settings settings) {
        asked.incrementAndGet();
        settings.allow("window", "limit");
        Fake fake = new Fake(model, settings, made.size());
        log.add("attach " + fake.number);
        made.add(fake);
        return fake;
    }

    Fake last() {
        return made.get(made.size() - 1);
    }

    final class Fake implements ModelMonitor {
        final Watched model;
        final Settings settings;
        final int number;
        final List<InferenceEvent> seen = new CopyOnWriteArrayList<>();
        final List<Integer> batches = new CopyOnWriteArrayList<>();
        volatile @Nullable Thread thread;
        volatile boolean closed;
        volatile boolean closedInterrupted;

        private Fake(Watched model, Settings settings, int number) {
            this.model = model;
            this.settings = settings;
            this.number = number;
        }

        @Override
        public void on(List<InferenceEvent> events) {
            thread = Thread.currentThread();
            batches.add(events.size());
            seen.addAll(events);
            Error error = thrown;
            if (error != null) {
                throw error;
            }
            try {
                gate.pass();
            } catch (AssertionError interrupted) {
                if (ignoresInterrupts) {
                    Thread.interrupted();
                    gate.pass();
                }
            }
        }

        @Override
        public List<Meter> meters() {
            Error error = thrownWhenAsked;
            if (error != null) {
                throw error;
            }
            return List.of(new Meter("roundhouse.fake.events", "", Kind.GAUGE, Map.of("model", "?"), seen.size()));
        }

        @Override
        public MonitorReport report() {
            return new MonitorReport(Health.GOOD, "saw " + seen.size(), List.of(), List.of());
        }

        @Override
        public void close() {
            closedInterrupted = Thread.currentThread().isInterrupted();
            closed = true;
            log.add("close " + number);
            try {
                Files.createDirectories(model.data());
                Files.writeString(model.data().resolve("seen"), String.valueOf(seen.size()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

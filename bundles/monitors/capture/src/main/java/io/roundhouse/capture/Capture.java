package io.roundhouse.capture;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Failed;
import io.roundhouse.api.inference.InferenceEvent.Outcome;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import io.roundhouse.spi.monitor.Watched;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes what one model was asked and gave. */
final class Capture implements ModelMonitor {
    private static final long AGE_NANOS_MAX = TimeUnit.HOURS.toNanos(1); // no request takes longer

    /** What became of an exchange. */
    enum Fate {
        CAPTURED,
        /** By chance, as {@code sample} says. */
        SAMPLE,
        /** Another arm's. */
        ARM,
        TOO_LONG,
        /** Half precision, or bytes that are no text. */
        NOT_JSON,
        DISK;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Both clocks: when a request came is known on the scale of the first, and told on that of the second. */
    record Clocks(LongSupplier nanos, LongSupplier millis) {}

    private final CaptureSettings settings;
    private final Path folder;
    private final Clocks clocks;
    private final Sampling sampling;
    private final Exchanges exchanges;
    private final Archive archive;
    private final LineBuffer line;
    private final Map<Fate, LongAdder> fates = new EnumMap<>(Fate.class); // complete from the beginning
    private @Nullable Veil veil;

    Capture(CaptureSettings settings, Path folder, Clocks clocks, Archive.Opener opener) {
        this.settings = settings;
        this.folder = folder;
        this.clocks = clocks;
        this.sampling = new Sampling(settings.sample());
        this.exchanges = new Exchanges(settings);
        this.archive = new Archive(folder, settings, clocks.millis(), opener);
        this.line = new LineBuffer(settings.lineBytesMax());
        for (Fate fate : Fate.values()) {
            fates.put(fate, new LongAdder());
        }
    }

    static Capture of(Watched model, Settings settings, Clocks clocks) {
        return new Capture(
                CaptureSettings.of(model, settings),
                model.data(),
                clocks,
                path -> new RandomAccessFile(path.toFile(), "rw"));
    }

    @Override
    public void on(List<InferenceEvent> events) {
        for (InferenceEvent event : events) {
            if (event instanceof Outcome outcome) {
                counter(fate(outcome)).increment();
            }
        }
        archive.tick();
    }

    private Fate fate(Outcome outcome) {
        if (!isOfArm(outcome)) {
            return Fate.ARM;
        }
        if (!sampling.takes(outcome.request().id())) {
            return Fate.SAMPLE;
        }
        if (!archive.isOpen()) {
            return Fate.DISK;
        }
        line.clear();
        try {
            exchanges.write(outcome, cameAt(outcome), veil(), line);
        } catch (LineBuffer.TooLong e) {
            return Fate.TOO_LONG;
        } catch (Salt.Unavailable e) {
            archive.stop(String.valueOf(e.getMessage()));
            return Fate.DISK;
        } catch (IOException e) {
            return Fate.NOT_JSON; // the buffer takes all else
        }
        return archive.write(line.bytes(), line.length()) ? Fate.CAPTURED : Fate.DISK;
    }

    private boolean isOfArm(Outcome outcome) {
        if (settings.arms().isEmpty()) {
            return true;
        }
        Optional<ServedBy> servedBy = outcome instanceof Answered answered
                ? Optional.of(answered.response().servedBy())
                : ((Failed) outcome).servedBy();
        return servedBy.isPresent() && settings.arms().contains(servedBy.get().arm());
    }

    private long cameAt(Outcome outcome) {
        long age = clocks.nanos().getAsLong() - outcome.request().receivedNanos();
        return clocks.millis().getAsLong() - TimeUnit.NANOSECONDS.toMillis(Math.max(0, Math.min(age, AGE_NANOS_MAX)));
    }

    private Veil veil() throws Salt.Unavailable {
        Veil known = veil;
        if (known == null) {
            known = new Veil(settings.redaction().needsSalt() ? Salt.in(folder) : Salt.unused());
            veil = known;
        }
        return known;
    }

    private LongAdder counter(Fate fate) {
        return Objects.requireNonNull(fates.get(fate));
    }

    long count(Fate fate) {
        return counter(fate).sum();
    }

    @Override
    public List<Meter> meters() {
        Archive.Standing now = archive.standing();
        List<Meter> meters = new ArrayList<>();
        for (Fate fate : Fate.values()) {
            if (fate != Fate.CAPTURED) {
                meters.add(new Meter(
                        "roundhouse.capture.leftout",
                        "Exchanges that were not captured",
                        Kind.COUNT,
                        Map.of("reason", fate.word()),
                        (double) count(fate)));
            }
        }
        meters.add(count("roundhouse.capture.captured", "Exchanges written", (double) count(Fate.CAPTURED)));
        meters.add(gauge("roundhouse.capture.bytes", "Bytes of all captures on the disk", (double) now.bytes()));
        meters.add(gauge("roundhouse.capture.files", "Files of captures", now.files()));
        meters.add(gauge("roundhouse.capture.stopped", "1 while the disk takes nothing", now.isStopped() ? 1 : 0));
        return meters;
    }

    private static Meter count(String name, String description, double value) {
        return new Meter(name, description, Kind.COUNT, Map.of(), value);
    }

    private static Meter gauge(String name, String description, double value) {
        return new Meter(name, description, Kind.GAUGE, Map.of(), value);
    }

    @Override
    public MonitorReport report() {
        return Findings.of(this, archive.standing(), settings, folder);
    }

    @Override
    public void close() {
        archive.close();
    }
}

package io.roundhouse.trends;

import io.roundhouse.server.control.Metrics;
import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** All parts of the room for one configuration, and its two threads. */
final class Works implements AutoCloseable {
    private static final long PAUSE_MILLIS = 500;

    private final TrendsSettings settings;
    private final Outbox outbox;
    private final Recorder recorder;
    private final Watch watch;
    private final Writer writer;
    private final Readers readers;
    private final Desk desk;
    private final Loop looking;
    private final Loop writing;

    Works(TrendsSettings settings, Supplier<Optional<Metrics>> metrics, LongSupplier wallMillis) {
        this(settings, new JdbcStore(new Connections(settings), settings), metrics, wallMillis);
    }

    Works(TrendsSettings settings, Store store, Supplier<Optional<Metrics>> metrics, LongSupplier wallMillis) {
        this.settings = settings;
        outbox = new Outbox(settings.bufferPointsMax());
        recorder = new Recorder(settings.keep(), settings.seriesMax(), outbox);
        watch = new Watch(metrics, recorder, wallMillis);
        writer = new Writer(outbox, store, settings.password(), wallMillis);
        readers = new Readers(new Connections(settings), settings);
        desk = new Desk(readers);
        looking = new Loop("roundhouse-trends", PAUSE_MILLIS, watch::pass, recorder::end);
        writing = new Loop("roundhouse-trends-writer", PAUSE_MILLIS, writer::pass, writer::close);
    }

    void start() {
        looking.start();
        writing.start();
    }

    /** One round of both threads, for tests that turn the clock. */
    void pass() {
        watch.pass();
        writer.pass();
    }

    Desk desk() {
        return desk;
    }

    String trouble() {
        List<String> all = new ArrayList<>();
        all.add(watch.trouble());
        if (!writer.trouble().isEmpty()) {
            all.add(String.format(
                    Locale.ROOT,
                    "numbers cannot be written to %s: %s; %,d points wait for it, %,d were dropped",
                    settings.url(),
                    writer.trouble(),
                    outbox.points(),
                    outbox.dropped()));
        }
        Recorder.LeftOut leftOut = recorder.leftOut();
        if (leftOut.series() > 0) {
            all.add(String.format(
                    Locale.ROOT,
                    "%,d series are not kept, as there is room for %,d, among them %s; name fewer in 'keep' or raise"
                            + " 'series.max' in etc/io.roundhouse.trends.cfg",
                    leftOut.series(),
                    settings.seriesMax(),
                    String.join(", ", leftOut.names())));
        }
        all.removeIf(String::isEmpty);
        return String.join("; ", all);
    }

    List<Meter> meters() {
        return List.of(
                meter("series", "Series that are kept", Kind.GAUGE, recorder.kept()),
                meter(
                        "series.left.out",
                        "Series for which there is no room",
                        Kind.GAUGE,
                        recorder.leftOut().series()),
                meter("points.written", "Minute points written", Kind.COUNT, writer.written()),
                meter("points.waiting", "Points that wait for the database", Kind.GAUGE, outbox.points()),
                meter("points.dropped", "Points that waited and gave way", Kind.COUNT, outbox.dropped()),
                meter("write.failures", "Attempts to write that failed", Kind.COUNT, writer.failures()),
                meter("look.failures", "Looks at the numbers that failed", Kind.COUNT, watch.failures()));
    }

    private static Meter meter(String name, String description, Kind kind, long value) {
        return new Meter("roundhouse.trends." + name, description, kind, Map.of(), (double) value);
    }

    /** Writes what there is, if it can. */
    @Override
    public void close() {
        looking.stop();
        writing.stop();
        readers.close();
    }
}

package io.roundhouse.quality;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.PluginMeters;
import io.roundhouse.spi.monitor.Watched;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Counts the answers of one model. Its own thread alone touches the books; once a second it leaves a view of them, which is
 * what others read.
 */
final class QualityMonitor implements ModelMonitor {
    private static final long VIEW_NANOS = Duration.ofSeconds(1).toNanos();

    private final QualitySettings settings;
    private final Books books;
    private final LongSupplier nanoClock;
    private volatile Told told = new Told(List.of(), "");
    private long viewed;
    private boolean isViewed;

    /** @param note what is not as it should be; empty when nothing */
    private record Told(List<View> views, String note) {}

    private QualityMonitor(QualitySettings settings, Books books, LongSupplier nanoClock) {
        this.settings = settings;
        this.books = books;
        this.nanoClock = nanoClock;
    }

    /** @throws io.roundhouse.api.error.InferenceException {@code INVALID_CONFIGURATION}, as far as can be told by now */
    static QualityMonitor open(Watched model, QualitySettings settings, LongSupplier nanoClock) {
        References references = new References(model.folder(), settings);
        Optional<Output> output = new TreeMap<>(model.specs())
                .values().stream().findFirst().map(ModelSpec::outputs).map(outputs -> Output.choose(settings, outputs));
        output.ifPresent(references::check);
        BaselineFile file = new BaselineFile(model.data(), settings.stamp());
        return new QualityMonitor(settings, new Books(settings, references, file, output), nanoClock);
    }

    @Override
    public void on(List<InferenceEvent> events) {
        long now = nanoClock.getAsLong();
        for (InferenceEvent event : events) {
            if (event instanceof InferenceEvent.Answered answered) {
                books.take(answered.response(), now);
            }
        }
        if (!isViewed || now - viewed >= VIEW_NANOS) {
            told = new Told(List.copyOf(books.views(now)), books.note());
            viewed = now;
            isViewed = true;
            books.save();
        }
    }

    @Override
    public List<PluginMeters.Meter> meters() {
        return QualityMeters.of(told.views());
    }

    @Override
    public MonitorReport report() {
        Told now = told;
        return QualityReport.of(now.views(), now.note(), settings);
    }
}

package io.roundhouse.quality;

import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.quality.QualitySettings.Kind;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one arm at one moment; nothing writes to it any more.
 *
 * @param rows since it was attached
 * @param unread answers without the output, or with another kind of it
 * @param pane the rows of the window
 * @param words what a person calls each of its counts
 */
record View(
        ServedBy servedBy,
        Kind kind,
        long rows,
        long unread,
        Pane pane,
        List<Estimate> estimates,
        Optional<Baseline> baseline,
        String calibration,
        List<String> words) {
    /** From where two populations are customarily taken for different ones. */
    static final double SHIFT_MAX = 0.25;

    View {
        estimates = List.copyOf(estimates);
        words = List.copyOf(words);
    }

    Optional<Estimate> chief() {
        return estimates.stream().filter(Estimate::isChief).findFirst();
    }

    double shift() {
        return baseline.map(before -> before.shift(pane.counts)).orElse(Double.NaN);
    }

    double uncovered() {
        return pane.rows == 0 ? Double.NaN : (double) pane.uncovered / (double) pane.rows;
    }

    /**
     * How much worse the chief number is than it was: of an accuracy the difference, of an error its part; NaN where nothing
     * can be compared.
     */
    double decline() {
        return against((now, before) ->
                kind == Kind.NUMBERS ? now.value() / before.value() - 1 : before.value() - now.value());
    }

    /** What of {@link #decline} may be chance. */
    double chance() {
        return against(
                (now, before) -> Math.hypot(now.error(), before.error()) / (kind == Kind.NUMBERS ? before.value() : 1));
    }

    private interface Comparing {
        double of(Estimate now, Estimate before);
    }

    private double against(Comparing comparing) {
        return chief().flatMap(
                        now -> baseline.flatMap(all -> all.find(now.metric())).map(before -> comparing.of(now, before)))
                .orElse(Double.NaN);
    }

    /** Whether the error that is told is one of other predictions than there are now. */
    boolean isElsewhere() {
        return kind == Kind.NUMBERS && chief().isPresent() && shift() > SHIFT_MAX;
    }

    Health health(QualitySettings settings) {
        if (pane.rows < settings.rowsMin() || baseline.isEmpty()) {
            return Health.LEARNING;
        }
        double decline = decline();
        double tolerance = settings.tolerance(kind);
        if (decline > tolerance && decline > chance()) {
            return decline > 2 * tolerance ? Health.ALARM : Health.WARNING;
        }
        return isElsewhere() ? Health.WARNING : Health.GOOD;
    }
}

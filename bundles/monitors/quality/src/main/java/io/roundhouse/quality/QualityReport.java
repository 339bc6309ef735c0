package io.roundhouse.quality;

import io.roundhouse.quality.QualitySettings.Kind;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.MonitorReport.Histogram;
import io.roundhouse.spi.monitor.MonitorReport.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The views in words, tables and pictures, for a person. */
final class QualityReport {
    private final QualitySettings settings;

    private QualityReport(QualitySettings settings) {
        this.settings = settings;
    }

    static MonitorReport of(List<View> views, String note, QualitySettings settings) {
        if (views.isEmpty()) {
            return new MonitorReport(
                    note.isEmpty() ? Health.LEARNING : Health.WARNING,
                    note.isEmpty() ? "No answer has been seen yet." : note,
                    List.of(),
                    List.of());
        }
        QualityReport report = new QualityReport(settings);
        View worst = views.stream()
                .max(Comparator.comparing((View view) -> view.health(settings)).thenComparing(view -> view.pane().rows))
                .orElseThrow();
        String others = views.size() == 1 ? "" : " Of " + views.size() + " arms and versions this is the worst.";
        String sentence = report.sentence(worst) + others + (note.isEmpty() ? "" : " But " + note + ".");
        List<Histogram> histograms = new ArrayList<>();
        views.forEach(view -> report.histograms(view, histograms));
        Health health = worst.health(settings);
        return new MonitorReport(
                note.isEmpty() || health == Health.ALARM ? health : Health.WARNING,
                sentence,
                List.of(report.estimates(views), report.predictions(views)),
                histograms);
    }

    private String sentence(View view) {
        long rows = view.pane().rows;
        String where = name(view) + ": ";
        String within = rows + " answers in the last " + text(settings.window());
        Optional<Estimate> chief = view.chief();
        if (rows == 0 || chief.isEmpty()) {
            String why = view.kind() == Kind.NUMBERS
                    ? "; how wrong they are can only be estimated with labelled rows ('reference')"
                    : "; how right they are can only be estimated from probabilities";
            return where + within + (rows == 0 ? "" : why) + '.';
        }
        Estimate now = chief.get();
        boolean isError = view.kind() == Kind.NUMBERS;
        String value = isError
                ? "an estimated mean absolute error of " + figure(now.value()) + " ± " + rough(now.error()) + " over "
                        + within
                : "an estimated " + percent(now.value()) + " ± " + percent(now.error()) + " of " + within
                        + " are right";
        String before = view.baseline()
                .flatMap(all -> all.find(now.metric())
                        .map(then ->
                                ", " + (isError ? figure(then.value()) : percent(then.value())) + " in " + all.words()))
                .orElse(", not compared yet");
        return where + value + before + (isError ? "" : "; " + view.calibration()) + doubts(view) + '.';
    }

    private String doubts(View view) {
        String elsewhere = view.isElsewhere()
                ? "; predictions have moved away from the labelled rows (" + rough(view.shift())
                        + "), so that the estimate says little"
                : "";
        return view.uncovered() > 0.1
                ? elsewhere + "; " + percent(view.uncovered()) + " are where there were none before"
                : elsewhere;
    }

    private Table estimates(List<View> views) {
        List<List<String>> rows = new ArrayList<>();
        for (View view : views) {
            for (Estimate estimate : view.estimates()) {
                rows.add(List.of(
                        view.servedBy().arm(),
                        view.servedBy().model().version(),
                        Long.toString(view.pane().scored),
                        estimate.metric(),
                        figure(estimate.value()),
                        rough(estimate.error()),
                        view.baseline()
                                .flatMap(all -> all.find(estimate.metric()))
                                .map(before -> figure(before.value()))
                                .orElse("-")));
            }
        }
        return new Table(
                "estimates", List.of("arm", "version", "rows", "metric", "estimated", "error", "before"), rows);
    }

    private Table predictions(List<View> views) {
        List<List<String>> rows = new ArrayList<>();
        for (View view : views) {
            double[] now = Pane.shares(view.pane().counts);
            double[] before = view.baseline().map(Baseline::shares).orElse(new double[0]);
            for (int i = 0; i < now.length; i++) {
                if (!view.words().get(i).isEmpty()) {
                    rows.add(List.of(
                            view.servedBy().arm(),
                            view.servedBy().model().version(),
                            view.words().get(i),
                            percent(now[i]),
                            i < before.length ? percent(before[i]) : "-"));
                }
            }
        }
        return new Table("predictions", List.of("arm", "version", "prediction", "now", "before"), rows);
    }

    private void histograms(View view, List<Histogram> into) {
        double[] before = view.baseline().map(Baseline::shares).orElse(new double[0]);
        add(into, "prediction, " + name(view), view.words(), before, Pane.shares(view.pane().counts));
        List<String> bins = new ArrayList<>();
        for (int i = 0; i < view.pane().confidence.length; i++) {
            bins.add(String.format(
                    Locale.ROOT,
                    "%.2f … %.2f",
                    (double) i / Pane.CONFIDENCE_BINS,
                    (double) (i + 1) / Pane.CONFIDENCE_BINS));
        }
        double[] confidence = view.baseline().map(Baseline::confidence).orElse(new double[0]);
        add(into, "confidence, " + name(view), bins, confidence, Pane.shares(view.pane().confidence));
    }

    private static void add(List<Histogram> into, String name, List<String> words, double[] before, double[] now) {
        List<String> bins = new ArrayList<>();
        List<Double> reference = new ArrayList<>();
        List<Double> current = new ArrayList<>();
        for (int i = 0; i < now.length; i++) {
            if (!words.get(i).isEmpty()) {
                bins.add(words.get(i));
                current.add(now[i]);
                if (before.length > 0) {
                    reference.add(i < before.length ? before[i] : 0.0);
                }
            }
        }
        if (!bins.isEmpty()) {
            into.add(new Histogram(name, bins, reference, current));
        }
    }

    private static String name(View view) {
        return view.servedBy().arm() + " (version " + view.servedBy().model().version() + ")";
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "-" : NumberCounting.number(value);
    }

    /** An error, of which two digits say enough. */
    private static String rough(double error) {
        return Double.isNaN(error) ? "-" : String.format(Locale.ROOT, "%.2g", error);
    }

    static String text(Duration duration) {
        String text = duration.toString().substring(2).toLowerCase(Locale.ROOT);
        return duration.toHours() > 0 && duration.toHours() % 24 == 0 ? duration.toDays() + "d" : text;
    }
}

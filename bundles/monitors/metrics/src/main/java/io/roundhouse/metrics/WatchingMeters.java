package io.roundhouse.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.Comparisons.Output;
import io.roundhouse.server.control.Comparisons.Report;
import io.roundhouse.server.flow.Shadowing;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What watching arms got, and how far their answers were from the live ones. Read at each scrape. */
final class WatchingMeters {
    private static final int SERIES_MAX = 5_000;

    private final Readings readings;

    WatchingMeters(MeterRegistry registry) {
        this.readings = new Readings(registry, SERIES_MAX);
    }

    synchronized void read(List<Shadowing.Arm> arms, List<Report> reports) {
        readings.begin();
        arms.forEach(this::arm);
        reports.forEach(this::pair);
        readings.end();
    }

    private void arm(Shadowing.Arm arm) {
        Tags tags = Tags.of("model", arm.model(), "arm", arm.arm());
        readings.count("roundhouse.shadow.mirrored", "Requests that the arm was to watch", tags, arm.mirrored());
        readings.count("roundhouse.shadow.answered", "Requests that it got and answered", tags, arm.answered());
        readings.count("roundhouse.shadow.failed", "Requests that it got and failed on", tags, arm.failed());
        arm.leftOut()
                .forEach((reason, count) -> readings.count(
                        "roundhouse.shadow.left.out",
                        "Requests that it did not get, by reason",
                        tags.and("reason", reason.name().toLowerCase(Locale.ROOT)),
                        count));
        readings.gauge("roundhouse.shadow.waiting", "Requests that wait for it now", tags, arm.waiting());
        readings.gauge(
                "roundhouse.shadow.silence.seconds",
                "How long it has got nothing although there was something to get",
                tags,
                arm.silence().toMillis() / 1e3);
        readings.gauge("roundhouse.shadow.alarm", "1 when that is longer than allowed", tags, arm.alarm() ? 1 : 0);
    }

    private void pair(Report report) {
        Tags tags = Tags.of("model", report.model())
                .and(arm("live", report.live()))
                .and(arm("watching", report.watching()));
        Comparisons.Counts pairs = report.pairs();
        readings.count("roundhouse.comparison.pairs", "Requests that both arms are done with", tags, pairs.all());
        readings.count("roundhouse.comparison.equal", "Pairs of the same answer", tags, pairs.equal());
        readings.count(
                "roundhouse.comparison.watching.failed",
                "Pairs in which only the watching arm failed",
                tags,
                pairs.onlyWatchingFailed());
        readings.count(
                "roundhouse.comparison.live.failed",
                "Pairs in which only the live arm failed",
                tags,
                pairs.onlyLiveFailed());
        report.label()
                .ifPresent(label -> readings.count(
                        "roundhouse.comparison.flips", "Rows with another label", tags, label.flippedRows()));
        readings.gauge(
                "roundhouse.comparison.relative.max",
                "Largest relative difference of an element",
                tags,
                most(report, output -> output.relative().max()));
        readings.gauge(
                "roundhouse.comparison.absolute.max",
                "Largest difference of an element",
                tags,
                most(report, output -> output.absolute().max()));
    }

    private static Tags arm(String side, ServedBy arm) {
        return Tags.of(
                side,
                arm.arm(),
                side + ".version",
                arm.model().version(),
                side + ".engine",
                arm.engine() + " " + arm.engineVersion());
    }

    private static double most(Report report, ToDoubleFunction<Output> of) {
        return report.outputs().stream().mapToDouble(of).max().orElse(0);
    }
}

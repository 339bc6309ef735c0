package io.roundhouse.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.roundhouse.server.control.Rollouts.Outcome;
import io.roundhouse.server.control.Rollouts.Report;
import io.roundhouse.server.control.Rollouts.State;
import io.roundhouse.server.control.Verdict;
import io.roundhouse.server.control.Verdict.Finding;
import java.util.List;
import java.util.Locale;

/**
 * Where each model's rollout stands, and what the judge has found. Read at each scrape. Labels are words of the server, and
 * names of models and guards as {@code model.yaml} has them; no version is one, or series would never end.
 */
final class RolloutMeters {
    private static final int SERIES_MAX = 5_000;

    private final Readings readings;

    RolloutMeters(MeterRegistry registry) {
        this.readings = new Readings(registry, SERIES_MAX);
    }

    synchronized void read(List<Report> reports) {
        readings.begin();
        reports.forEach(this::rollout);
        readings.end();
    }

    private void rollout(Report report) {
        Tags model = Tags.of("model", report.model());
        for (State state : State.values()) {
            readings.gauge(
                    "roundhouse.rollout.state",
                    "1 for the state that it is in",
                    model.and("state", word(state)),
                    report.state() == state ? 1 : 0);
        }
        readings.gauge("roundhouse.rollout.step", "From 1; 0 while none goes on", model, report.step());
        readings.gauge("roundhouse.rollout.steps", "How many steps there are", model, report.steps());
        readings.gauge(
                "roundhouse.rollout.since.seconds",
                "When the one that goes on began, or the last one ended, in Unix time",
                model,
                report.sinceMillis() / 1e3);
        readings.gauge(
                "roundhouse.rollout.rejected",
                "Versions that are not tried again until their files change",
                model,
                report.rejected().size());
        for (Outcome outcome : Outcome.values()) {
            readings.gauge(
                    "roundhouse.rollout.remembered",
                    "Of the last 32 rollouts those that ended so",
                    model.and("outcome", word(outcome)),
                    (double) report.history().stream()
                            .filter(past -> past.outcome() == outcome)
                            .count());
        }
        report.verdict().ifPresent(verdict -> verdict(model, verdict));
    }

    private void verdict(Tags model, Verdict verdict) {
        for (Verdict.Decision decision : Verdict.Decision.values()) {
            readings.gauge(
                    "roundhouse.rollout.decision",
                    "1 for what the judge says now",
                    model.and("decision", word(decision)),
                    verdict.decision() == decision ? 1 : 0);
        }
        verdict.findings()
                .forEach(finding -> guard(model.and("guard", finding.guard().name()), finding));
    }

    private void guard(Tags guard, Finding finding) {
        for (Verdict.Standing standing : Verdict.Standing.values()) {
            readings.gauge(
                    "roundhouse.rollout.guard.standing",
                    "1 for what is established",
                    guard.and("standing", word(standing)),
                    finding.standing() == standing ? 1 : 0);
        }
        gauge(guard, "live.count", "Values of the live arm", (double) finding.liveCount());
        gauge(guard, "canary.count", "Values of the canary", (double) finding.canaryCount());
        gauge(guard, "effect", "The canary less the live arm, or against the limit", finding.effect());
        gauge(guard, "lower", "An anytime-valid bound below the effect", finding.lower());
        gauge(guard, "upper", "An anytime-valid bound above the effect", finding.upper());
        gauge(guard, "bound", "What the effect must not go beyond", finding.bound());
        gauge(guard, "harm.evidence", "An e-value against 'within the margin'", finding.harmEvidence());
        gauge(guard, "harm.needed", "From where on harm is established", finding.harmNeeded());
        gauge(guard, "safety.evidence", "An e-value against 'beyond the margin'", finding.safetyEvidence());
        gauge(guard, "safety.needed", "From where on safety is established", finding.safetyNeeded());
    }

    private void gauge(Tags guard, String name, String description, double value) {
        readings.gauge("roundhouse.rollout.guard." + name, description, guard, value);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

package io.roundhouse.trends;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a month was for one model.
 *
 * @param requests that came for it, answered or not
 * @param failed for a reason that is not the caller's
 * @param refused for one that is
 * @param joules NaN where nobody measured
 * @param estimated whether some of the energy is a guess from processor time
 * @param drifted days on which drift was told
 */
record ModelMonth(
        double requests,
        double failed,
        double refused,
        double p50,
        double p99,
        double joules,
        boolean estimated,
        TreeSet<LocalDate> drifted,
        Optional<Peak> peak) {
    static final String REQUESTS = "roundhouse_inference_requests_total";

    private static final String FAILURES = "roundhouse_inference_failures_total";
    private static final String DURATION = "roundhouse_inference_duration_seconds";
    private static final String ENERGY = "roundhouse_energy_joules_total";
    private static final String DRIFT = "roundhouse_drift_";
    private static final String CALLER = "caller";

    /** The minute with most requests: how many, and the day it was on. */
    record Peak(double requests, LocalDate day) {}

    static ModelMonth of(Month month, String model) {
        Predicate<SeriesKey> its = key -> key.label("model").orElse("").equals(model);
        Predicate<SeriesKey> failures = its.and(named(FAILURES));
        Predicate<SeriesKey> refusals =
                failures.and(key -> key.label("category").orElse("").equals(CALLER));
        Predicate<SeriesKey> unreached =
                failures.and(key -> key.label("version").orElse("").equals("none"));
        Predicate<SeriesKey> energy = its.and(named(ENERGY));
        boolean measured = month.keys(energy).findAny().isPresent();
        return new ModelMonth(
                month.growth(its.and(named(REQUESTS))) + month.growth(unreached),
                month.growth(failures) - month.growth(refusals),
                month.growth(refusals),
                month.quantile(DURATION, model, 0.5),
                month.quantile(DURATION, model, 0.99),
                measured ? month.growth(energy) : Double.NaN,
                month.keys(energy)
                        .anyMatch(key -> !key.label("source").orElse("").equals("rapl")),
                month.daysAbove(its.and(ModelMonth::tellsDrift)),
                peak(month, its.and(named(REQUESTS))));
    }

    static Predicate<SeriesKey> named(String name) {
        return key -> key.name().equals(name);
    }

    /** A number of a drift monitor that is above 0 while it gives an alarm. */
    private static boolean tellsDrift(SeriesKey key) {
        return key.name().startsWith(DRIFT) && key.name().matches(".*_(alarms?|drifting|detected)(_total)?");
    }

    /** Over the series of a model, which are its versions: of two that share a minute the larger counts. */
    private static Optional<Peak> peak(Month month, Predicate<SeriesKey> which) {
        return month.keys(which)
                .flatMap(key -> month.days(key).entrySet().stream())
                .map(day -> new Peak(day.getValue().max(), LocalDate.ofEpochDay(day.getKey())))
                .filter(peak -> peak.requests() > 0)
                .max(Comparator.comparingDouble(Peak::requests).thenComparing(Peak::day));
    }
}

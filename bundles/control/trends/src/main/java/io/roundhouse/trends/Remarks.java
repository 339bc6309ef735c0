package io.roundhouse.trends;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sentences on what somebody should know of a month, with the numbers that say so. */
final class Remarks {
    private static final double SLOWER = 1.2; // below that p99 is as it was
    private static final double FAILED_MIN = 0.001; // of all requests
    private static final double REQUESTS_MIN = 100; // fewer say nothing

    private final Month now;
    private final String last;
    private final Map<String, ModelMonth> models;
    private final Map<String, ModelMonth> earlier;
    private final List<String> remarks = new ArrayList<>();

    Remarks(Month now, YearMonth last, Map<String, ModelMonth> models, Map<String, ModelMonth> earlier) {
        this.now = now;
        this.last = Words.name(last);
        this.models = models;
        this.earlier = earlier;
    }

    List<String> all() {
        models.forEach((name, model) -> {
            ModelMonth before = earlier.get(name);
            failures(name, model, before == null ? 0 : before.failed() / Math.max(1, before.requests()));
            if (before != null) {
                slower(name, model, before);
            }
            if (!model.drifted().isEmpty()) {
                remarks.add(Words.code(name) + " drifted on " + Words.days(model.drifted()) + ".");
            }
        });
        if (!earlier.isEmpty()) {
            models.keySet().stream()
                    .filter(name -> !earlier.containsKey(name))
                    .forEach(name -> remarks.add(Words.code(name) + " is new."));
            earlier.keySet().stream()
                    .filter(name -> !models.containsKey(name))
                    .forEach(name -> remarks.add(Words.code(name) + " got no requests any more."));
        }
        busiest();
        return remarks;
    }

    private void failures(String name, ModelMonth model, double before) {
        double share = model.failed() / Math.max(1, model.requests());
        if (model.requests() >= REQUESTS_MIN && share >= FAILED_MIN && share > 2 * before) {
            remarks.add(Words.code(name) + " failed on " + Words.percent(model.failed(), model.requests())
                    + " of its requests, " + Words.count(model.failed()) + " of them (" + last + ": "
                    + Words.percent(before, 1) + ").");
        }
    }

    private void slower(String name, ModelMonth model, ModelMonth before) {
        boolean enough = model.requests() >= REQUESTS_MIN && before.requests() >= REQUESTS_MIN;
        if (enough && model.p99() > SLOWER * before.p99()) {
            remarks.add(Words.code(name) + " became slower: 99 of 100 answers took at most "
                    + Words.seconds(model.p99()) + ", " + Words.seconds(before.p99()) + " in " + last + ".");
        } else if (enough && before.p99() > SLOWER * model.p99()) {
            remarks.add(Words.code(name) + " became faster: 99 of 100 answers took at most "
                    + Words.seconds(model.p99()) + ", " + Words.seconds(before.p99()) + " in " + last + ".");
        }
    }

    private void busiest() {
        models.entrySet().stream()
                .filter(model -> model.getValue().peak().isPresent())
                .max((a, b) -> Double.compare(height(a.getValue()), height(b.getValue())))
                .ifPresent(model -> model.getValue()
                        .peak()
                        .ifPresent(peak -> remarks.add("The busiest minute was on "
                                + Words.name(peak.day()) + ": " + Words.count(peak.requests()) + " requests for "
                                + Words.code(model.getKey())
                                + (now.known() > 1 ? "." : ", on the only day that is known."))));
    }

    private static double height(ModelMonth model) {
        return model.peak().map(ModelMonth.Peak::requests).orElse(0.0);
    }
}

package io.roundhouse.anomaly;

import io.roundhouse.server.control.Anomalies.Anomaly;
import io.roundhouse.server.control.Anomalies.Contribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A model, or the process: its numbers, and the anomaly that goes on. One thread. */
final class Subject {
    private static final double FOREST_BAR = 6;
    private static final double TOGETHER_MIN = 3; // standard deviations
    private static final double SHARE_TOLD_MIN = 0.15;
    private static final int TOLD_MAX = 3;

    private final String model;
    private final List<Watched> numbers;
    private final Forest forest;
    private final Bar forestBar = new Bar(FOREST_BAR);
    private @Nullable Episode episode;
    private List<Bar> callers = List.of();
    private double score;
    private long found;

    Subject(String model, List<Feature> features) {
        this.model = model;
        this.numbers = features.stream().map(Watched::new).toList();
        this.forest = new Forest(features.size(), model.hashCode());
    }

    /** Looks at what they are now; gives an anomaly that has ended just now. */
    Optional<Anomaly> offer(Value[] values, long millis) {
        double[] point = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers.get(i).offer(values[i], millis);
            point[i] = numbers.get(i).level.z();
        }
        forestBar.tick();
        if (isWarm()) {
            forest.offer(point);
        }
        double together = isOffTogether() ? forest.steady() / forestBar.height() : 0;
        double alone = numbers.stream().mapToDouble(Watched::worst).max().orElse(0);
        score = Math.max(together, alone);
        return follow(point, alone, millis);
    }

    /** A forest knows no scale: what is a little off where nothing ever is would be as far off as what matters. */
    private boolean isOffTogether() {
        return numbers.stream()
                        .filter(number -> Math.abs(number.level.steady()) >= TOGETHER_MIN)
                        .count()
                >= 2;
    }

    private Optional<Anomaly> follow(double[] point, double alone, long millis) {
        Episode open = episode;
        if (open == null) {
            if (score < 1) {
                return Optional.empty();
            }
            open = new Episode(model, millis);
            episode = open;
            found++;
            callers = alone < 1
                    ? List.of(forestBar)
                    : numbers.stream().flatMap(Watched::calling).toList();
        }
        if (score >= 1 && open.isWorse(score)) {
            List<Contribution> contributions = contributions(point);
            open.tell(score, sentence(contributions), contributions);
        }
        if (open.goesOn(score)) {
            return Optional.empty();
        }
        episode = null;
        callers.forEach(Bar::called); // when it is over, or it would soon hide itself
        return Optional.of(open.told(millis));
    }

    /** Of what comes suddenly the forest tells the parts; it does not know the time of the day. */
    private List<Contribution> contributions(double[] point) {
        double[] shares = forest.shares(point);
        double seasonal = numbers.stream().mapToDouble(Watched::seasonal).max().orElse(0);
        double sudden = numbers.stream().mapToDouble(Watched::sudden).max().orElse(0);
        boolean bySeason = seasonal >= 1 && seasonal > sudden;
        double known = 0;
        for (int i = 0; i < shares.length; i++) {
            Watched number = numbers.get(i);
            if (bySeason) {
                shares[i] = number.seasonal() >= 1 ? number.seasonal() : 0;
            } else if (shares[i] == 0 && sudden >= 1) {
                shares[i] = number.sudden() >= 1 ? number.sudden() : 0; // the forest is young
            }
            known += shares[i];
        }
        List<Contribution> contributions = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            Watched number = numbers.get(i);
            if (shares[i] > SHARE_TOLD_MIN * known && !Double.isNaN(number.value())) {
                contributions.add(new Contribution(
                        number.feature.word(),
                        shares[i] / known,
                        number.feature.told().applyAsDouble(number.value()),
                        number.feature.told().applyAsDouble(number.usual())));
            }
        }
        contributions.sort(Comparator.comparingDouble(Contribution::share).reversed());
        return contributions.subList(0, Math.min(TOLD_MAX, contributions.size()));
    }

    private String sentence(List<Contribution> contributions) {
        String what = contributions.stream()
                .map(contribution -> numbers.stream()
                        .filter(number -> number.feature.word().equals(contribution.metric()))
                        .findFirst()
                        .map(Subject::told)
                        .orElse(""))
                .collect(Collectors.joining(", "));
        String who = model.isEmpty() ? "the server" : model;
        return what.isEmpty() ? who + ": its numbers have not been like this together before" : who + ": " + what;
    }

    private static String told(Watched number) {
        return number.feature.word() + " is " + number.feature.text(number.value()) + ", usual is "
                + number.feature.text(number.usual())
                + (number.isBySeason() ? " at this time of the day" : "");
    }

    Optional<Anomaly> active() {
        Episode open = episode;
        return open == null ? Optional.empty() : Optional.of(open.told(0));
    }

    /** The model is there no longer. */
    Optional<Anomaly> end(long millis) {
        Episode open = episode;
        episode = null;
        return open == null ? Optional.empty() : Optional.of(open.told(millis));
    }

    boolean isWarm() {
        return numbers.stream().anyMatch(number -> number.level.isWarm());
    }

    double score() {
        return score;
    }

    long found() {
        return found;
    }
}

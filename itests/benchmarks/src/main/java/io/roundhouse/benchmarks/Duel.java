package io.roundhouse.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Two servers measured by turns under the same load, so that what the machine does meanwhile meets both. */
record Duel(List<Measured> floor, List<Measured> house) {
    private static final int ROUNDS = 5;

    static Duel fight(Target floor, Target house, List<Exchange> exchanges, int connections, Workbench bench) {
        Duration warm = bench.span(10);
        Duration settle = bench.span(1);
        Duration span = bench.span(4);
        Measured.closedLoop(floor, exchanges, connections, Duration.ZERO, warm);
        Measured.closedLoop(house, exchanges, connections, Duration.ZERO, warm);
        List<Measured> floors = new ArrayList<>();
        List<Measured> houses = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            floors.add(Measured.closedLoop(floor, exchanges, connections, settle, span));
            houses.add(Measured.closedLoop(house, exchanges, connections, settle, span));
        }
        return new Duel(floors, houses);
    }

    /** Median over the rounds of house / floor. */
    double ratio() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < floor.size(); i++) {
            ratios.add(house.get(i).tally().perSecond() / floor.get(i).tally().perSecond());
        }
        return ratios.stream().sorted().toList().get(ratios.size() / 2);
    }

    /** The round of median throughput. */
    static Measured median(List<Measured> rounds) {
        return rounds.stream()
                .sorted(Comparator.comparingDouble(m -> m.tally().perSecond()))
                .toList()
                .get(rounds.size() / 2);
    }

    long failed() {
        return house.stream().mapToLong(m -> m.tally().failed()).sum();
    }

    /** Why requests of either failed. */
    List<String> reasons() {
        return Stream.concat(floor.stream(), house.stream())
                .flatMap(m -> m.tally().reasons().stream())
                .distinct()
                .toList();
    }

    double neighbours() {
        return Stream.concat(floor.stream(), house.stream())
                .mapToDouble(Measured::neighbours)
                .max()
                .orElse(0);
    }
}

package io.roundhouse.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two servers measured by turns under the same load, so that what the machine does meanwhile meets both. Rounds in which
 * somebody else used the processors are repeated, a bounded number of times; the quietest are kept.
 */
record Duel(List<Round> rounds) {
    private static final int ROUNDS = 5;
    private static final int TRIES_MAX = 12;

    static Duel fight(Target floor, Target house, List<Exchange> exchanges, int connections, Workbench bench) {
        Duration settle = bench.span(1);
        Duration span = bench.span(4);
        Measured.warmUp(floor, exchanges, connections);
        Measured.warmUp(house, exchanges, connections);
        List<Round> rounds = new ArrayList<>();
        while (rounds.size() < TRIES_MAX
                && rounds.stream().filter(Round::isQuiet).count() < ROUNDS) {
            rounds.add(new Round(
                    Measured.closedLoop(floor, exchanges, connections, settle, span),
                    Measured.closedLoop(house, exchanges, connections, settle, span)));
        }
        rounds.sort(Comparator.comparingDouble(Round::neighbours));
        return new Duel(rounds.subList(0, Math.min(ROUNDS, rounds.size())));
    }

    /** Median over the rounds of house / floor. */
    double ratio() {
        return rounds.stream().map(Round::ratio).sorted().toList().get(rounds.size() / 2);
    }

    /** The floor's round of median throughput. */
    Measured floor() {
        return median(rounds.stream().map(Round::floor));
    }

    /** The server's round of median throughput. */
    Measured house() {
        return median(rounds.stream().map(Round::house));
    }

    private Measured median(Stream<Measured> measured) {
        return measured.sorted(Comparator.comparingDouble(m -> m.tally().perSecond()))
                .toList()
                .get(rounds.size() / 2);
    }

    /** Requests of either that were not answered, or not rightly. */
    long failed() {
        return tallies().mapToLong(Tally::failed).sum();
    }

    /** Why requests of either failed. */
    List<String> reasons() {
        return tallies().flatMap(t -> t.reasons().stream()).distinct().toList();
    }

    private Stream<Tally> tallies() {
        return rounds.stream()
                .flatMap(r -> Stream.of(r.floor().tally(), r.house().tally()));
    }

    /** The most that others used of the processors in a round that counts, 0 to 1. */
    double neighbours() {
        return rounds.stream().mapToDouble(Round::neighbours).max().orElse(0);
    }

    /** Both, one after the other. */
    private record Round(Measured floor, Measured house) {
        double ratio() {
            return house.tally().perSecond() / floor.tally().perSecond();
        }

        double neighbours() {
            return Math.max(floor.neighbours(), house.neighbours());
        }

        boolean isQuiet() {
            return neighbours() < 0.05;
        }
    }
}

package io.roundhouse.alerts;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Bad and all requests of one group of an objective, so far and over each window. */
final class SloPast {
    private final Growth good;
    private final Growth bad;
    private final Growth all;
    private final boolean byTime;
    private final List<Window> windows;

    SloPast(Slo slo, double badSoFar, double allSoFar) {
        byTime = slo.latencySeconds() != null;
        good = new Growth(allSoFar - badSoFar);
        bad = new Growth(badSoFar);
        all = new Growth(allSoFar);
        LongStream burns =
                Slo.BURNS.stream().mapToLong(burn -> burn.longWindow().toMillis());
        windows = Stream.concat(burns.boxed(), Stream.of(slo.window().toMillis()))
                .map(millis -> new Window(millis, new Ring(millis), new Ring(millis)))
                .toList();
    }

    /** The past of one window, at the same moments in both rings. */
    record Window(long millis, Ring bad, Ring all) {}

    Growth good() {
        return good;
    }

    Growth bad() {
        return bad;
    }

    /** Where good and all are counted, and not good and bad. */
    Growth all() {
        return all;
    }

    void close(long now) {
        double everything = byTime ? all.total() : good.total() + bad.total();
        double faults = byTime ? Math.max(0, all.total() - good.total()) : bad.total();
        for (Window window : windows) {
            window.bad().add(now, faults);
            window.all().add(now, everything);
        }
    }

    List<Window> windows() {
        return windows;
    }

    private Window window(long millis) {
        return windows.stream()
                .filter(window -> window.millis() >= millis)
                .findFirst()
                .orElse(windows.get(windows.size() - 1));
    }

    double requests(long now, long windowMillis) {
        return grown(window(windowMillis).all(), now - windowMillis);
    }

    double badShare(long now, long windowMillis) {
        Window window = window(windowMillis);
        double everything = grown(window.all(), now - windowMillis);
        return everything <= 0 ? 0 : grown(window.bad(), now - windowMillis) / everything;
    }

    private static double grown(Ring ring, long since) {
        return ring.size() == 0 ? 0 : ring.newest() - ring.at(since);
    }
}

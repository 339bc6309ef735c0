package io.roundhouse.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * A span of load on one server, and who used the processors meanwhile.
 *
 * @param serverMicros CPU time of the server for one request
 * @param generatorMicros CPU time of the generator for one request
 * @param neighbours share of all processors, 0 to 1, that neither of both used: above 0.1 the figures are of a machine
 *     that did something else as well
 */
record Measured(Tally tally, double serverMicros, double generatorMicros, double neighbours) {
    private static final Duration WARM_SPAN = Duration.ofSeconds(3);
    private static final int WARM_SPANS_MAX = 40;
    private static final int LEVEL_SPANS = 4;

    /** As fast as so many connections go. */
    static Measured closedLoop(Target target, List<Exchange> exchanges, int connections, Duration warm, Duration span) {
        try (Load load = Load.closedLoop(target.address(), exchanges, connections)) {
            return of(target, load, warm, span);
        }
    }

    /**
     * Loads a server until it gets no faster: four spans in a row within 2 % of the best so far, two minutes at most. How
     * long that takes depends on what the just-in-time compilers get of the processors, and with few requests a second on
     * how often code is run: MiniLM got faster for 40 s.
     */
    static void warmUp(Target target, List<Exchange> exchanges, int connections) {
        try (Load load = Load.closedLoop(target.address(), exchanges, connections)) {
            double best = 0;
            int level = 0;
            for (int i = 0; i < WARM_SPANS_MAX && level < LEVEL_SPANS; i++) {
                double perSecond = load.measure(WARM_SPAN).perSecond();
                level = perSecond <= best * 1.02 ? level + 1 : 0;
                best = Math.max(best, perSecond);
            }
        }
    }

    /** At a rate set beforehand. */
    static Measured paced(Target target, List<Exchange> exchanges, double perSecond, Duration warm, Duration span) {
        try (Load load = Load.paced(target.address(), exchanges, 64, perSecond)) {
            return of(target, load, warm, span);
        }
    }

    private static Measured of(Target target, Load load, Duration warm, Duration span) {
        load.measure(warm);
        Watch watch = new Watch(target.pid());
        Tally tally = load.measure(span);
        Watch.Usage usage = watch.usage();
        return new Measured(
                tally,
                usage.serverSeconds() * 1e6 / tally.answered(),
                usage.generatorSeconds() * 1e6 / tally.answered(),
                usage.neighbours());
    }
}

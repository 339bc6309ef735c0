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
    private static final int WARM_SPANS_MAX = 80;
    private static final int QUIET_SPANS = 3;
    private static final double QUIET = 0.02;

    /** As fast as so many connections go. */
    static Measured closedLoop(Target target, List<Exchange> exchanges, int connections, Duration warm, Duration span) {
        try (Load load = Load.closedLoop(target.address(), exchanges, connections)) {
            return of(target, load, warm, span);
        }
    }

    /**
     * Loads a server until its just-in-time compilers have no more to do: three spans in a row in which they took less than
     * 2 % of a processor, four minutes at most. How long that takes depends on how often code is run: with MiniLM's few
     * requests a second they took a quarter of the processors for half a minute. Speed is no sign of it on a machine with
     * neighbours.
     */
    static void warmUp(Target target, List<Exchange> exchanges, int connections) {
        try (Load load = Load.closedLoop(target.address(), exchanges, connections)) {
            int quiet = 0;
            for (int i = 0; i < WARM_SPANS_MAX && quiet < QUIET_SPANS; i++) {
                double before = Machine.compilerSeconds(target.pid());
                load.measure(WARM_SPAN);
                double compiling = Machine.compilerSeconds(target.pid()) - before;
                quiet = compiling < QUIET * WARM_SPAN.toSeconds() ? quiet + 1 : 0;
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

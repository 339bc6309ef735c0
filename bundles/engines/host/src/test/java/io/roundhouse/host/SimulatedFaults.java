package io.roundhouse.host;

import java.util.SplittableRandom;

/** Which faults a {@link SupervisorWorld} knows, and how often they strike. */
final class SimulatedFaults {
    static final long UNKILLABLE_MAX = 12 * SupervisorWorld.SECONDS;

    /** One kind of fault. */
    enum Fault {
        NO_PROCESS,
        SLOW_START,
        NO_HELLO,
        NO_LOAD,
        CRASH_EARLY,
        CRASH_LATER,
        CRASH_ON_REQUEST,
        HANG,
        DEAF_HANG,
        LEAK,
        STOP,
        STOP_AND_GO,
        LATE_PONG,
        CLOSE_CHANNEL,
        CHANNEL_HELD,
        LOST_FRAMES,
        UNKILLABLE,
        STAYS_AFTER_BYE
    }

    private final SplittableRandom random;
    private final int known;
    private final int strikesOneIn;
    private final boolean pauses;
    private final boolean replaces;
    private final boolean busy;
    private boolean over;

    SimulatedFaults(SplittableRandom random) {
        this.random = random;
        int first = random.nextInt();
        int second = random.nextInt();
        this.known = first & second;
        this.strikesOneIn = 1 + random.nextInt(8);
        this.pauses = random.nextInt(4) == 0;
        this.replaces = random.nextInt(3) == 0;
        this.busy = random.nextInt(4) == 0;
    }

    /** Whether that fault strikes now. */
    @SuppressWarnings("EnumOrdinal") // a bit a fault, within one run
    boolean strikes(Fault fault) {
        boolean strikes = random.nextInt(strikesOneIn) == 0;
        return strikes && !over && ((known >> fault.ordinal()) & 1) == 1;
    }

    boolean pauses() {
        return pauses && !over;
    }

    boolean replaces() {
        return replaces && !over;
    }

    boolean busy() {
        return busy;
    }

    void stop() {
        over = true;
    }

    boolean over() {
        return over;
    }
}

package io.roundhouse.host;

/** Why a host ended. */
enum SupervisorEnd {
    /** By itself: one of the requests in flight in it may be the reason. */
    CRASHED(true),
    /** Killed: a request past its deadline did not stop, and is the reason. */
    HUNG(true),
    /** Killed: it answered no pings. */
    SILENT(true),
    /** Killed: it held more memory than allowed. */
    MEMORY(true),
    /** It did not come up, or spoke what no host speaks. */
    USELESS(true),
    /** In good order, or killed when that took too long. */
    DRAINED(false),
    /** Killed before it was needed. */
    UNWANTED(false);

    private final boolean failure;

    SupervisorEnd(boolean failure) {
        this.failure = failure;
    }

    /** Whether it makes the next start later. */
    boolean isFailure() {
        return failure;
    }
}

package io.roundhouse.host;

/** What a host is doing. Every state ends: by an event, or by its time. */
enum HostState {
    /** Asked for; not all of it is there yet: process, hello, models. */
    STARTING,
    /** Answers, and is the one that requests go to. */
    READY,
    /** As ready, but it owes the answer to a ping. */
    SUSPECT,
    /** Gets no new request; ends when those it has are answered. */
    DRAINING,
    /** Gone, or killed and about to go. */
    DEAD
}

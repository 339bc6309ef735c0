package io.roundhouse.testkit;

/** What a router's contract test expects unless it opts out; the opposite is tested then. */
public enum RouterCapability {
    /** The same request goes the same way every time; without it, only to an arm that is there. */
    STICKY,
    /** A key it does not know is refused; without it, it is ignored. */
    REFUSES_UNKNOWN_SETTINGS
}

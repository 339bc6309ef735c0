package io.roundhouse.server.control;

/** What becomes of a version whose steps are not those that its {@link Fitted} was made with. */
public enum Skew {
    /** It is not published; what was live before stays. */
    REFUSE,
    /** It is served, and each of its answers is marked. */
    WARN
}

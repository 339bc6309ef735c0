package io.roundhouse.api.model;

/** Where a model version stands in its life. */
public enum ModelState {
    /** Found, and waiting for its turn or for its engine. */
    WAITING,
    /** Being loaded and warmed. */
    LOADING,
    /** Answering. */
    LIVE,
    /** Takes no more requests; those it has are being answered. */
    DRAINING,
    /** Gone; its memory is given back. */
    CLOSED,
    /** Could not be loaded; the reason is told. */
    FAILED
}

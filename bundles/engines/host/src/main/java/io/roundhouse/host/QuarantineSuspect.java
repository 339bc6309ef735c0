package io.roundhouse.host;

import java.time.Duration;

/**
 * A call that was in flight in a host when it died. A call is what can be run by itself: a request, or a row of a batch.
 *
 * @param call the caller's number for it
 * @param remaining until its deadline
 * @param repeatable the model has no side effects
 * @param retry it was being tried again already
 */
record QuarantineSuspect(
        long call, Fingerprint fingerprint, long sketch, Duration remaining, boolean repeatable, boolean retry) {}

package io.roundhouse.host;

import java.util.List;

/**
 * What becomes of the calls that a crash ended; each is in one of the two lists.
 *
 * @param retries to be run in a quarantine host, one after the other with nothing beside it; before each {@link
 *     Quarantine#admit} is asked once more, as one before it may have been the same
 * @param failures to be told why there is no answer
 */
record QuarantinePlan(List<Long> retries, List<Failure> failures) {
    /**
     * A call that is not tried again.
     *
     * @param listed it is the request's own fault: {@code REQUEST_QUARANTINED}, else {@code ENGINE_FAILED}
     * @param why a sentence for the caller
     */
    record Failure(long call, boolean listed, String why) {}

    QuarantinePlan {
        retries = List.copyOf(retries);
        failures = List.copyOf(failures);
    }
}

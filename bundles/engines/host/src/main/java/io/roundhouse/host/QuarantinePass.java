package io.roundhouse.host;

/** How a call may be run. */
sealed interface QuarantinePass {
    /** As any other. */
    record Free() implements QuarantinePass {}

    /** In the quarantine host, with nothing beside it: it was in a crash, and nobody knows yet whether it was the reason. */
    record Alone() implements QuarantinePass {}

    /** Not at all: {@code REQUEST_QUARANTINED}. */
    record Refused(String sentence) implements QuarantinePass {}

    QuarantinePass FREE = new Free();
    QuarantinePass ALONE = new Alone();
}

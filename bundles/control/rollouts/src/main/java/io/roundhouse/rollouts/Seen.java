package io.roundhouse.rollouts;

import io.roundhouse.server.control.FeedbackListener.Joined;
import io.roundhouse.server.control.PairListener.Pair;

/** One thing seen of a model under way, as it waits for the judge. */
sealed interface Seen {
    /** Whether it is a pair with another arm, which the model's owner lets watch. */
    default boolean isOfOtherThan(Canary canary) {
        return this instanceof Both both && !both.pair().watching().arm().equals(canary.arm());
    }

    /** One arm answered a request, or failed. */
    record Answer(boolean canary, boolean failed, long totalNanos) implements Seen {}

    /** The canary watched a request of the live arm. */
    record Both(Pair pair) implements Seen {}

    /** What answers were worth. */
    record Worth(Joined joined) implements Seen {}
}

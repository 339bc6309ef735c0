package io.roundhouse.server.flow;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceRequest;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The first stage: may it enter now? Bounded in requests running and requests waiting. A full house is a value and
 * costs microseconds.
 */
@ProviderType
public interface Admission {
    /**
     * Lets a request in, waiting for a place no longer than its deadline allows. Called on request threads.
     *
     * @return a {@link Permit} that the caller ends exactly once, or a {@link Refusal}
     */
    Entry enter(InferenceRequest request);

    /**
     * Lets nobody in any more, and waits until everybody is out. Whoever waits for a place is refused.
     *
     * @return whether everybody was out in time
     */
    boolean drain(Duration timeout);

    /** Lets requests in again after {@link #drain}. */
    void resume();

    /** Whether requests are let in at all: false from the beginning of {@link #drain} to {@link #resume}. */
    boolean isOpen();

    /**
     * Takes so many percent of the places and of the queue away, so that the door sends more away and those inside are done
     * sooner; who is inside stays. Any thread.
     *
     * @param percent 0 to 99; 0 gives everything back, and one place is always left
     */
    void shed(int percent);

    /** The requests inside now. Any thread; costs one read. */
    int running();

    /** The outcome of {@link #enter}. */
    sealed interface Entry permits Permit, Refusal {}

    /** A place taken. Ended exactly once, by one of the three; a further end does nothing. */
    @ProviderType
    non-sealed interface Permit extends Entry {
        /** The request was answered; its time counts for the limit. */
        void succeeded();

        /** The request ended in a way that says nothing of the server's capacity, as a caller's mistake does. */
        void ignored();

        /** The request ended because something was overloaded or too late. */
        void dropped();
    }

    /**
     * No place.
     *
     * @param code {@code OVERLOADED}, {@code DRAINING} or {@code DEADLINE_EXCEEDED}
     * @param message one sentence with limit and actual
     */
    record Refusal(ErrorCode code, String message) implements Entry {
        /** The same as an exception; without a stack trace. */
        public InferenceException exception() {
            return new InferenceException(code, message);
        }
    }
}

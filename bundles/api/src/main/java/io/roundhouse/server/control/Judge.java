package io.roundhouse.server.control;

import io.roundhouse.server.control.Verdict.Decision;
import io.roundhouse.server.control.Verdict.Standing;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Weighs a canary against the live arm, value by value. It may be asked at any time and as often as one likes: the
 * chance that it ever rolls back a canary within all margins is at most alpha, and so is the chance that it ever promotes
 * one beyond a margin. One thread at a time. No method blocks; taking a value allocates nothing.
 *
 * <p>What it takes for granted: each value's mean (or distribution) given everything before is the arm's own, whichever
 * arm the router chose; the router must not look at what the request is worth. Within a pair the two times may depend on
 * each other, but slow must not go with fast (the same request, the same machine: it does not).
 */
@ProviderType
public interface Judge {
    /** As given; a guard is addressed by its position here. */
    List<Guard> guards();

    /**
     * Both arms answered the same request.
     *
     * @param guard its position
     * @throws IllegalArgumentException a value is not a number, or a time is negative; nothing was taken
     */
    void pair(int guard, double live, double canary);

    /** The live arm alone answered a request; else as {@link #pair}. A {@link Guard.Limit} passes it over. */
    void live(int guard, double value);

    /** The canary alone answered a request; else as {@link #pair}. */
    void canary(int guard, double value);

    /**
     * What is established now, without the numbers; takes about a microsecond. {@code ROLL_BACK} stays;
     * {@code PROMOTE} holds for as long as every guard's evidence does.
     */
    Decision decision();

    /** What is established of that guard now, as its finding would say; takes about a microsecond. */
    Standing standing(int guard);

    /** How many values of the canary were taken for that guard. */
    long canaryCount(int guard);

    /** {@link #decision()} with its numbers; takes milliseconds. */
    Verdict verdict();

    /** All that this judge knows, as one line of ASCII; see {@link Judges#restore}. */
    String save();
}

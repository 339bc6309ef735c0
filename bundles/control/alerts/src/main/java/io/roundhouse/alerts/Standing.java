package io.roundhouse.alerts;

import io.roundhouse.server.control.Alerts.Alert;
import io.roundhouse.server.control.Alerts.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where one alert stands. It is pending while its condition holds, not yet for long enough; firing from then on until the
 * condition has not held for {@code hold}; resolved after that, until it holds again or a day has passed. One thread.
 */
final class Standing {
    private static final int NOTES_MAX = 8;

    private final Identity identity;
    private final List<String> notes = new ArrayList<>();
    private Rule rule;
    private State state = State.PENDING;
    private long since;
    private long firedAt;
    private long heldAt;
    private long keptUntil;
    private double value;
    private boolean acted;
    private String muted = "";

    Standing(Rule rule, Map<String, String> labels, long now) {
        this.rule = rule;
        this.identity = new Identity(rule.name(), labels);
        this.since = now;
        this.heldAt = now;
    }

    /**
     * One that fired when the server ended.
     *
     * @param keptUntil until when it is not resolved, as less of the past is known than before
     */
    static Standing restored(
            Rule rule, Map<String, String> labels, long since, boolean acted, long now, long keptUntil) {
        Standing standing = new Standing(rule, labels, now);
        standing.state = State.FIRING;
        standing.since = since;
        standing.firedAt = since;
        standing.acted = acted;
        standing.keptUntil = keptUntil;
        return standing;
    }

    /** The condition holds. Answers whether it came into another state. */
    boolean holds(double nowValue, long now) {
        value = nowValue;
        heldAt = now;
        if (state == State.RESOLVED) {
            state = State.PENDING;
            since = now;
            acted = false;
            notes.clear();
            tryFire(now);
            return true;
        }
        return state == State.PENDING && tryFire(now);
    }

    private boolean tryFire(long now) {
        if (now - since < rule.pending().toMillis()) {
            return false;
        }
        state = State.FIRING;
        since = now;
        firedAt = now;
        return true;
    }

    /** The condition does not hold, or says nothing. Answers whether it came into another state. */
    boolean fails(long now) {
        if (state != State.FIRING
                || now < keptUntil
                || now - heldAt < rule.hold().toMillis()) {
            return false;
        }
        state = State.RESOLVED;
        since = now;
        muted = "";
        return true;
    }

    /** Its rule is not there any more, or another one. */
    void end(long now) {
        state = State.RESOLVED;
        since = now;
        muted = "";
    }

    /** Its rule was read again. */
    void adopt(Rule again) {
        rule = again;
    }

    void mute(String why) {
        muted = why;
    }

    /** True once for each time it fires. */
    boolean act() {
        boolean first = !acted;
        acted = true;
        return first;
    }

    void note(String note) {
        if (notes.size() < NOTES_MAX) {
            notes.add(note);
        }
    }

    Identity identity() {
        return identity;
    }

    Rule rule() {
        return rule;
    }

    State state() {
        return state;
    }

    boolean isFiring() {
        return state == State.FIRING;
    }

    boolean isMuted() {
        return !muted.isEmpty();
    }

    boolean hasActed() {
        return acted;
    }

    long since() {
        return since;
    }

    long firedAt() {
        return firedAt;
    }

    Alert alert() {
        String summary = rule.summary(identity.labels(), value);
        return new Alert(
                identity.rule(),
                rule.severity(),
                identity.labels(),
                state,
                since,
                value,
                notes.isEmpty() ? summary : summary + "; " + String.join("; ", notes),
                muted);
    }
}

package io.roundhouse.monitorhost;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One monitor wanted on one model: keeps at most one {@link Watch} going, on the terms that follow from what is wanted
 * and what is there. Where these change, the old watch ends before the new one begins, as both have one data folder;
 * where the new terms are refused, the last good ones are taken up again.
 *
 * <p>A state machine under one lock, in which nobody waits but those who ask to. Locks are taken in the order attached,
 * then watch; a watch calls back without its own.
 */
final class Attached implements Watch.Owner {
    /** Without a watch for longer, what waits in the buffer is given up and nothing more is taken. */
    static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long ATTACH_NANOS = Watch.STOP_NANOS + Calls.HANGING_NANOS;
    private static final long DETACH_NANOS = Watch.STOP_NANOS + Watch.GRACE_NANOS;
    private static final long LOOK_MILLIS = 20;

    final String model;
    final String monitor;
    final Buffer buffer;
    private final Complaints complaints;
    private final Surroundings around;

    private final Wish wish = new Wish(); // all of these guarded by this
    private final Tried tried;
    private @Nullable Watch watch;
    private boolean listening;
    private long aloneSinceNanos;
    private int held;

    Attached(String model, String monitor, Surroundings around) {
        this.model = model;
        this.monitor = monitor;
        this.around = around;
        buffer = new Buffer(around.settings());
        complaints = new Complaints(monitor, model, around.nanoClock());
        tried = new Tried(around.nanoClock());
    }

    /** What {@code model.yaml} says of it now; null for nothing. */
    synchronized void write(@Nullable Settings settings) {
        wish.written = settings;
        tried.forgetRefusal();
        reconcile();
    }

    /** What an operator said before the server was restarted. */
    synchronized void remember(Settings settings) {
        wish.byHand = settings;
    }

    /** What is there of the model. */
    synchronized void see(boolean modelIsKnown, Map<String, ModelSpec> specs) {
        wish.see(modelIsKnown, specs);
        reconcile();
    }

    /** Plugins have come or gone. */
    synchronized void pluginsChanged() {
        tried.forgetLeaving();
        reconcile();
    }

    /**
     * Attaches it by hand, and waits until it is, or is refused.
     *
     * @throws InferenceException {@code INVALID_CONFIGURATION}: nothing has changed
     */
    synchronized void attach(Settings settings) {
        Settings before = wish.byHand;
        wish.byHand = settings;
        tried.forgetRefusal();
        reconcile();
        await(() -> wanted() == null || tried.isRefused(wanted()) || isServed(), ATTACH_NANOS);
        if (wanted() == null || isServed()) {
            return;
        }
        String why = tried.refusal(wanted());
        wish.byHand = before;
        tried.forgetRefusal();
        reconcile();
        throw new InferenceException(
                ErrorCode.INVALID_CONFIGURATION,
                "monitor '" + monitor + "' was not attached to model '" + model + "': "
                        + (why.isEmpty() ? "it did not come back within 20 s" : why));
    }

    private boolean isServed() {
        Terms wanted = wanted();
        return wanted != null && watch != null && watch.isRunning() && watch.terms.serve(wanted);
    }

    /** Takes back what was attached by hand, and has the data removed before another watch begins. */
    synchronized void detach(Runnable removeData) {
        wish.byHand = null;
        wish.detaching = true;
        reconcile();
        await(() -> watch == null, DETACH_NANOS);
        removeData.run();
        wish.detaching = false;
        tried.forget();
        reconcile();
    }

    /** Ends the watch; does not wait. */
    synchronized void close() {
        wish.detaching = true;
        reconcile();
    }

    /** Waits until no watch is left, or none of that plugin. */
    synchronized void awaitOff(@Nullable Provider provider) {
        await(() -> watch == null || (provider != null && watch.terms.provider() != provider), DETACH_NANOS);
    }

    synchronized boolean isWanted() {
        return wish.byHand != null || wish.written != null;
    }

    synchronized boolean isByHand() {
        return wish.byHand != null;
    }

    /** Whether its monitor can do with a sample of the events. */
    synchronized boolean takesSample() {
        return watch == null || watch.terms.provider().takesSample();
    }

    /** It is in use, and not to be forgotten. */
    synchronized void hold() {
        held++;
    }

    synchronized void release() {
        held--;
    }

    /** Nobody wants it, nobody uses it, and it has ended. */
    synchronized boolean isForgotten() {
        return held == 0 && watch == null && !isWanted();
    }

    /** Events are to be left in its buffer, as a watch is about to begin. */
    synchronized void listen() {
        listening = true;
        aloneSinceNanos = nanos();
    }

    /** Whether events are to be left in its buffer. */
    synchronized boolean isListening() {
        return listening;
    }

    /** Looks after a watch that is to end, and a buffer that nobody comes for; true while it has to be done soon again. */
    synchronized boolean tend() {
        Watch now = watch;
        if (now != null && now.tend() && !now.isOver()) {
            around.leftBehind().add(now);
            LifeLog.leftBehind(now, model);
            gone();
        }
        if (watch == null && listening && nanos() - aloneSinceNanos > KEEP_NANOS) {
            listening = false;
            buffer.clear();
        }
        reconcile();
        return watch != null && watch.isStopping();
    }

    private void gone() {
        watch = null;
        aloneSinceNanos = nanos();
        notifyAll();
    }

    @Override
    public synchronized void started(Watch begun) {
        if (watch == begun) {
            tried.took(begun.terms);
            LifeLog.attached(begun, model);
            notifyAll();
        }
    }

    @Override
    public synchronized void ended(Watch ended) {
        if (watch != ended) {
            return; // it was given up before
        }
        gone();
        LifeLog.ended(ended, model);
        if (!ended.refusal().isEmpty() && !ended.isStopping()) {
            tried.refuse(ended.terms, ended.refusal());
        }
        reconcile();
    }

    private void reconcile() {
        Terms wanted = wanted();
        Watch now = watch;
        if (now == null) {
            Terms next = wanted == null ? null : tried.next(wanted);
            if (next != null) {
                begin(next);
            }
        } else if (wanted == null || !(now.terms.serve(wanted) || isInstead(now, wanted))) {
            now.stop();
        }
    }

    private boolean isInstead(Watch now, Terms wanted) {
        return tried.isRefused(wanted) && tried.isGood(now.terms);
    }

    private void begin(Terms terms) {
        if (around.leftBehind().isFull()) {
            tried.refuse(terms, LeftBehind.FULL);
            return;
        }
        listening = true;
        watch = new Watch(terms, around.watched(model, monitor, terms), buffer, complaints, this, around);
        watch.start();
    }

    private @Nullable Terms wanted() {
        return wish.terms(around.factories().best(monitor), watch);
    }

    private long nanos() {
        return around.nanoClock().getAsLong();
    }

    private void await(BooleanSupplier condition, long limitNanos) {
        long began = nanos();
        try {
            while (!condition.getAsBoolean() && nanos() - began < limitNanos) {
                wait(LOOK_MILLIS);
                tend();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long failed() {
        return complaints.count();
    }

    /** How it is now. */
    synchronized Standing standing() {
        return Standing.of(this, watch, wish, tried.refusal(wanted()), around.factories());
    }
}

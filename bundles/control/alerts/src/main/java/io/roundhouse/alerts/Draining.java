package io.roundhouse.alerts;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Alerts.Drained;
import io.roundhouse.server.control.ModelLifecycle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The arms that alerts drained, and that they stay so, whoever brings the models about: the lifecycle remembers nothing, so
 * it is told again when it comes and at every look. Never calls back, so that any lock may be held.
 */
final class Draining {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.alerts");
    private static final int ARMS_MAX = 64;

    private final LongSupplier wallMillis;
    private final Map<String, Drained> drained = new TreeMap<>(); // by model/arm, which no name has a slash in
    private final Map<String, String> troubles = new HashMap<>(); // why one is not in force, told once
    private @Nullable ModelLifecycle lifecycle;

    Draining(LongSupplier wallMillis) {
        this.wallMillis = wallMillis;
    }

    private static String key(String model, String arm) {
        return model + "/" + arm;
    }

    /** Answers in a few words what came of it; what it throws has its sentence, and then nothing was changed. */
    synchronized String drain(Deed deed, boolean whileFiring) {
        String model = label(deed, "model");
        String arm = label(deed, "arm");
        ModelLifecycle there = lifecycle;
        if (there == null) {
            throw refused("nothing here serves models; feature:install roundhouse-lifecycle brings it");
        }
        String resume = "'roundhouse:alert resume " + model + " " + arm + "'";
        if (drained.containsKey(key(model, arm))) {
            return arm + " of " + model + " was drained before; " + resume + " ends it";
        }
        if (drained.size() >= ARMS_MAX) {
            throw refused(ARMS_MAX + " arms are drained already; " + resume.replace(arm, "ARM") + " ends one");
        }
        there.drain(model, arm);
        restore(new Drained(model, arm, deed.alert().text(), wallMillis.getAsLong(), whileFiring));
        return "drained " + arm + " of " + model + (whileFiring ? " while this fires; " : "; ") + resume + " ends it";
    }

    private static String label(Deed deed, String name) {
        String value = deed.alert().labels().get(name);
        if (value == null) {
            throw refused("the alert has no label '" + name + "'; write 'by: [model, arm]'");
        }
        return value;
    }

    synchronized void restore(Drained one) {
        drained.put(key(one.model(), one.arm()), one);
    }

    synchronized void resume(String model, String arm) {
        if (drained.remove(key(model, arm)) == null) {
            throw refused("no alert drained '" + arm + "' of '" + model + "'; drained are " + drained.keySet());
        }
        end(model, arm);
    }

    private void end(String model, String arm) {
        troubles.remove(key(model, arm));
        ModelLifecycle there = lifecycle;
        if (there != null) {
            there.resume(model, arm);
        }
    }

    /**
     * Ends those whose alert does not fire any more, and says the others again.
     *
     * @param fires tells of an alert by its text whether it does, unmuted
     */
    synchronized void look(Predicate<String> fires) {
        List<Drained> over = drained.values().stream()
                .filter(one -> one.whileFiring() && !fires.test(one.alert()))
                .toList();
        for (Drained one : over) {
            drained.remove(key(one.model(), one.arm()));
            end(one.model(), one.arm());
        }
        sayAgain();
    }

    private void sayAgain() {
        ModelLifecycle there = lifecycle;
        if (there != null) {
            drained.forEach((key, one) -> sayAgain(there, key, one));
        }
    }

    private void sayAgain(ModelLifecycle there, String key, Drained one) {
        try {
            there.drain(one.model(), one.arm());
            troubles.remove(key);
        } catch (InferenceException e) {
            if (!e.sentence().equals(troubles.put(key, e.sentence()))) {
                LOG.warn("arm not drained model={} arm={} reason=\"{}\"", one.model(), one.arm(), e.sentence());
            }
        }
    }

    /** In their order of names. */
    synchronized List<Drained> all() {
        return List.copyOf(drained.values());
    }

    synchronized void arrived(ModelLifecycle service) {
        lifecycle = service;
        sayAgain();
    }

    synchronized void left(ModelLifecycle service) {
        if (lifecycle == service) {
            lifecycle = null;
        }
    }

    /** Nobody is here any more who could end them. */
    synchronized void stop() {
        drained.values().forEach(one -> end(one.model(), one.arm()));
    }

    private static InferenceException refused(String sentence) {
        return new InferenceException(ErrorCode.INVALID_REQUEST, sentence);
    }
}

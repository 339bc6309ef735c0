package io.roundhouse.server.control;

import io.roundhouse.api.error.InferenceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Rules on numbers, and what came of them. Any thread. */
@ProviderType
public interface Alerts {
    /** Every alert that is pending or firing, and those resolved within the last day, latest first; a fresh snapshot. */
    List<Alert> alerts();

    /** The rules in force, in the order they are written. */
    List<Rule> rules();

    /** What keeps the newest rules file from being in force, in a sentence; empty when nothing does. */
    String trouble();

    /**
     * Keeps alerts whose labels have all these values from notifying and acting; they are shown all the same.
     *
     * @param labels at least one; {@code alert} is the rule's name
     * @param by who wants it, for others to ask
     * @return its id
     * @throws InferenceException {@code INVALID_REQUEST}: no label, or longer than 90 days
     */
    String silence(Map<String, String> labels, Duration duration, String by, String reason);

    /** Ends a silence; {@code INVALID_REQUEST} when there is none of that id. */
    void unsilence(String id);

    /** Silences in force, the one that ends first first. */
    List<Silence> silences();

    /** Arms that alerts drained and nobody resumed, by model and name; a fresh snapshot. */
    List<Drained> drained();

    /**
     * Gives a drained arm its requests again, whatever its alert says; it is not drained again before the alert fires anew.
     *
     * @throws InferenceException {@code INVALID_REQUEST}: no alert drained it
     */
    void resume(String model, String arm);

    /**
     * Writes all numbers of the server into a file that {@link #test} reads, again and again. Blocks until the time is over,
     * the file is full, or the thread is interrupted, which is no mistake: what was written by then is whole.
     *
     * @param file a new one; compressed when its name ends in {@code .gz}
     * @param every from 1 s on
     * @param limit up to 7 days
     * @param watch told each second at the most, on the calling thread
     * @throws InferenceException {@code INVALID_REQUEST}: the file is there already, or a time is out of its bounds; {@code
     *     OVERLOADED}: another recording is on; {@code INTERNAL}: it cannot be written, and what is there stays
     */
    Recorded record(Path file, Duration every, Duration limit, Offline.Watch watch);

    /**
     * When these rules would have fired on numbers recorded before, on a clock that the recording turns.
     *
     * @param rules a rules file
     * @param recording JSON lines, each {@code {"at": ISO-8601, "samples": [{"name", "labels", "value"}]}}; compressed when
     *     its name ends in {@code .gz}
     * @return every change, in the order of time
     * @throws InferenceException {@code INVALID_CONFIGURATION} or {@code INVALID_REQUEST}, with file, line, and mend
     */
    List<Alert> test(Path rules, Path recording);

    /** Where an alert stands. */
    enum State {
        /** Its condition holds, not yet for long enough. */
        PENDING,
        FIRING,
        RESOLVED
    }

    /**
     * One alert: a rule and the labels that it was found true for.
     *
     * @param sinceMillis when it came into this state
     * @param value what the rule's expression gave last
     * @param summary for a person, in a sentence
     * @param muted why nobody is notified: a silence's reason, or the alert that inhibits it; empty when somebody is
     */
    record Alert(
            String rule,
            String severity,
            Map<String, String> labels,
            State state,
            long sinceMillis,
            double value,
            String summary,
            String muted) {
        public Alert {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * One rule.
     *
     * @param expression what must hold, as written
     * @param note why it cannot be weighed now, in a sentence; empty when it can
     */
    record Rule(String name, String severity, String expression, Duration pending, List<String> actions, String note) {
        public Rule {
            actions = List.copyOf(actions);
        }
    }

    /**
     * An arm that gets no new requests.
     *
     * @param alert that drained it, with its labels
     * @param whileFiring whether it ends with the alert; else with {@link #resume}
     */
    record Drained(String model, String arm, String alert, long sinceMillis, boolean whileFiring) {}

    /**
     * What was recorded.
     *
     * @param bytes of the file
     * @param end why there is no more of it, for a person
     */
    record Recorded(Path file, long moments, long bytes, String end) {}

    /** One silence. */
    record Silence(String id, Map<String, String> labels, long endMillis, String by, String reason) {
        public Silence {
            labels = Map.copyOf(labels);
        }
    }
}

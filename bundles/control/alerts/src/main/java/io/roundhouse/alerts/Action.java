package io.roundhouse.alerts;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a rule has done when its alert fires. */
sealed interface Action {
    List<String> WORDS = List.of("pause-rollout", "roll-back", "shed", "drain-arm", "script");
    String WHILE_FIRING = "while-firing";
    Pattern SCRIPT = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** As it is written. */
    String text();

    /** Pauses the rollout of the alert's model. */
    record PauseRollout() implements Action {
        @Override
        public String text() {
            return "pause-rollout";
        }
    }

    /** Takes the canary of the alert's model away. */
    record RollBack() implements Action {
        @Override
        public String text() {
            return "roll-back";
        }
    }

    /** Takes so many percent of the server's places away while the alert fires. */
    record Shed(int percent) implements Action {
        @Override
        public String text() {
            return "shed: " + percent;
        }
    }

    /**
     * Gives the arm of the alert's labels no new requests.
     *
     * @param whileFiring only as long as the alert fires; else until a person resumes it, as the numbers of an arm that gets
     *     nothing cannot tell whether it is well
     */
    record DrainArm(boolean whileFiring) implements Action {
        @Override
        public String text() {
            return whileFiring ? "drain-arm: " + WHILE_FIRING : "drain-arm";
        }
    }

    /** Runs a script of the operator. */
    record Script(String name) implements Action {
        @Override
        public String text() {
            return "script: " + name;
        }
    }

    /** The list {@code actions} of a rule. */
    static List<Action> read(Settings rule) {
        List<Action> actions = new ArrayList<>();
        for (Settings one : rule.sections("actions")) {
            one.allow(WORDS.toArray(new String[0]));
            if (one.keys().size() != 1) {
                throw rule.invalid("actions", "must be a list with one action each, found " + one.keys(), null);
            }
            actions.add(read(one, one.keys().iterator().next()));
        }
        return actions;
    }

    private static Action read(Settings one, String word) {
        return switch (word) {
            case "pause-rollout" -> new PauseRollout();
            case "roll-back" -> new RollBack();
            case "shed" -> new Shed(one.isSection("shed") ? 50 : (int) one.integer("shed", 50, 1, 99));
            case "drain-arm" -> drainArm(one);
            case "script" -> script(one);
            default -> throw one.invalid(word, "is not known here" + Nearest.suggestion(word, WORDS), null);
        };
    }

    private static Action drainArm(Settings one) {
        String until = one.isSection("drain-arm") ? "" : one.text("drain-arm");
        if (!until.isEmpty() && !until.equals(WHILE_FIRING)) {
            throw one.invalid(
                    "drain-arm",
                    "must stand alone, for an arm that a person resumes, or say '" + WHILE_FIRING + "', was '" + until
                            + "'",
                    null);
        }
        return new DrainArm(!until.isEmpty());
    }

    private static Action script(Settings one) {
        String name = one.isSection("script") ? "" : one.text("script");
        if (!SCRIPT.matcher(name).matches()) {
            throw one.invalid(
                    "script",
                    "must be the name of a script in the folder of alert scripts, lower-case letters, digits and -, was '"
                            + name + "'",
                    null);
        }
        return new Script(name);
    }
}

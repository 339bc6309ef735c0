package io.roundhouse.server.control;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The steps that an arm's columns go through, as {@code model.yaml} says: without what was learnt.
 *
 * @param before the steps before the model, in order
 * @param after the steps after it, in order
 */
public record Chain(List<Plugin> before, List<Plugin> after) {
    /** No step at all. */
    public static final Chain NONE = new Chain(List.of(), List.of());

    /** A word in a step's section that the server hears and no step: whether what it made may be remembered. */
    public static final String CACHE = "cache";

    private static final int DIGITS = 12; // two of a thousand differ with a probability of 1 - 2e-9

    public Chain {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** Of a step's section, what the step itself knows: what it is made with, and learns with. */
    public static Settings own(Settings section) {
        return section.without(CACHE);
    }

    /**
     * What makes the model's inputs, as twelve hexadecimal digits: names and settings of the steps before the model. Ranges
     * are not in it, as {@link Fitted} knows the versions; nor are the steps after the model, which change no feature; nor
     * is the order of keys.
     */
    public String hash() {
        return hash(before);
    }

    /** The same of the first so many steps after the model, or of all where there are fewer. */
    public String hashAfter(int steps) {
        return hash(after.subList(0, Math.min(steps, after.size())));
    }

    private static String hash(List<Plugin> steps) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Plugin step : steps) {
                String text = step.name() + ' ' + own(step.settings()).canonical() + '\n';
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}

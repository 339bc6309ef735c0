package io.roundhouse.weighted;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.ArrayList;
import java.util.List;

/**
 * One arm as {@code model.yaml} says it. An arm without a weight has 100 when it is the first that answers and 0 when it
 * is a later one: nothing gets requests because somebody forgot a line.
 *
 * @param weight its part of the sum of all weights; 0 for one that watches
 * @param mirrorPercent how many of 100 requests it watches; 0 for one that answers
 * @param watches whether it only watches
 */
record Arm(String name, double weight, double mirrorPercent, boolean watches) {
    /** Beyond this, routes could not all be made in advance: there is one for each answering arm and set of watchers. */
    static final int WATCHERS_MAX = 4;

    static final int ARMS_MAX = 64;
    private static final double WEIGHT_MAX = 1_000_000;
    private static final double WEIGHT_OF_FIRST = 100;

    static List<Arm> read(List<String> names, Settings settings) {
        settings.allow("router", "arms");
        Settings sections = settings.section("arms");
        List<Arm> arms = new ArrayList<>();
        double total = 0;
        int watchers = 0;
        for (String name : names) {
            Arm arm = read(name, sections.section(name), arms.stream().allMatch(Arm::watches));
            total += arm.weight;
            watchers += arm.watches ? 1 : 0;
            arms.add(arm);
        }
        require(arms.size() <= ARMS_MAX, settings, "must be at most " + ARMS_MAX + ", were " + arms.size());
        require(
                watchers <= WATCHERS_MAX,
                settings,
                "with 'mirror' must be at most " + WATCHERS_MAX + ", were " + watchers);
        require(total > 0, settings, "must have weights with a sum above 0; give one of " + names + " a weight");
        return List.copyOf(arms);
    }

    private static Arm read(String name, Settings section, boolean first) {
        section.allow("version", "weight", "engine", "mirror");
        boolean watches = section.has("mirror");
        double mirrorPercent = section.number("mirror", 0, 0, 100);
        double weight = section.number("weight", first && !watches ? WEIGHT_OF_FIRST : 0, 0, WEIGHT_MAX);
        if (watches && weight > 0) {
            throw section.invalid("weight", "must be 0 or absent, as an arm with 'mirror' never answers", null);
        }
        return new Arm(name, weight, mirrorPercent, watches);
    }

    private static void require(boolean condition, Settings settings, String otherwise) {
        if (!condition) {
            throw settings.has("arms")
                    ? settings.invalid("arms", otherwise, null)
                    : new InferenceException(ErrorCode.INVALID_CONFIGURATION, "arms " + otherwise);
        }
    }
}

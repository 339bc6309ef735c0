package io.roundhouse.spi.router;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One arm as {@code model.yaml} says it. An arm without a weight has 100 when it is the first that answers and 0 when it
 * is a later one: nothing gets requests because somebody forgot a line.
 *
 * @param weight its part of the sum of all weights; 0 for one that watches
 * @param mirrorPercent how many of 100 requests it watches; 0 for one that answers
 * @param watches whether it only watches
 */
record ArmSection(String name, double weight, double mirrorPercent, boolean watches) {
    /** Beyond this, routes could not all be made in advance: there is one for each answering arm and set of watchers. */
    static final int WATCHERS_MAX = 4;

    static final int ARMS_MAX = 64;

    /** What the server reads of an arm, and no router. */
    private static final List<String> OF_THE_MODEL = List.of("version", "engine", "transformers", "after");

    private static final double WEIGHT_MAX = 1_000_000;
    private static final double WEIGHT_OF_FIRST = 100;

    /** With the key {@code weight}. */
    static List<ArmSection> weighted(List<String> names, Settings traffic) {
        List<ArmSection> arms = new ArrayList<>();
        for (String name : names) {
            Settings section = section(traffic, name, "weight", "mirror");
            boolean first = arms.stream().allMatch(ArmSection::watches);
            ArmSection arm = read(name, section, first ? WEIGHT_OF_FIRST : 0);
            if (arm.watches && arm.weight > 0) {
                throw section.invalid("weight", "must be 0 or absent, as an arm with 'mirror' never answers", null);
            }
            arms.add(arm);
        }
        return checked(arms, names, traffic);
    }

    /** Where the router itself decides on the shares. */
    static List<ArmSection> unweighted(List<String> names, Settings traffic) {
        List<ArmSection> arms = new ArrayList<>();
        for (String name : names) {
            arms.add(read(name, section(traffic, name, "mirror"), 1));
        }
        return checked(arms, names, traffic);
    }

    private static Settings section(Settings traffic, String name, String... keys) {
        return traffic.section("arms")
                .section(name)
                .allow(Stream.concat(OF_THE_MODEL.stream(), Stream.of(keys)).toArray(String[]::new));
    }

    private static ArmSection read(String name, Settings section, double otherwise) {
        boolean watches = section.has("mirror");
        double mirrorPercent = section.number("mirror", 0, 0, 100);
        double weight = section.number("weight", watches ? 0 : otherwise, 0, WEIGHT_MAX);
        return new ArmSection(name, weight, mirrorPercent, watches);
    }

    private static List<ArmSection> checked(List<ArmSection> arms, List<String> names, Settings traffic) {
        long watchers = arms.stream().filter(ArmSection::watches).count();
        require(arms.size() <= ARMS_MAX, traffic, "must be at most " + ARMS_MAX + ", were " + arms.size());
        require(
                watchers <= WATCHERS_MAX,
                traffic,
                "with 'mirror' must be at most " + WATCHERS_MAX + ", were " + watchers);
        require(
                arms.stream().anyMatch(arm -> arm.weight > 0),
                traffic,
                "must have weights with a sum above 0; give one of " + names + " a weight");
        return List.copyOf(arms);
    }

    private static void require(boolean condition, Settings traffic, String otherwise) {
        if (!condition) {
            throw traffic.has("arms")
                    ? traffic.invalid("arms", otherwise, null)
                    : new InferenceException(ErrorCode.INVALID_CONFIGURATION, "arms " + otherwise);
        }
    }
}

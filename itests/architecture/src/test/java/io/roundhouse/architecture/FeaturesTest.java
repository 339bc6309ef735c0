package io.roundhouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** One feature a room, named after it, and one that holds them all. */
class FeaturesTest {
    private static final Path FEATURES = House.ROOT.resolve("features/src/main/feature/feature.xml");
    private static final Pattern OURS =
            Pattern.compile("mvn:io\\.roundhouse(?:\\.engines)?/(?:roundhouse-)?([^/]+)/.*");

    private static List<Element> features() {
        List<Element> features = House.elements(FEATURES, "feature").stream()
                .filter(feature -> feature.hasAttribute("name"))
                .toList();
        assertThat(features).as("features in %s", FEATURES).hasSizeGreaterThan(10);
        return features;
    }

    private static Stream<String> bundles(Element feature) {
        return House.elements(feature, "bundle").stream()
                .map(bundle -> OURS.matcher(bundle.getTextContent().strip()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1));
    }

    @Test
    void everyRoomIsInOneFeatureOfItsName() {
        for (String noun : nouns()) {
            List<String> holders = features().stream()
                    .filter(feature -> bundles(feature).anyMatch(noun::equals))
                    .map(feature -> feature.getAttribute("name"))
                    .distinct() // an engine has a feature of the same name for each version
                    .toList();

            assertThat(holders).as("features with the bundle of %s", noun).containsExactly("roundhouse-" + noun);
        }
    }

    @Test
    void noBundleIsInTwoFeatures() {
        List<String> urls = House.elements(FEATURES, "bundle").stream()
                .map(bundle -> bundle.getTextContent().strip())
                .toList();

        assertThat(urls).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    @Test
    void everyBundleOfOursIsARoom() {
        List<String> bundles =
                features().stream().flatMap(FeaturesTest::bundles).toList();

        assertThat(bundles).isNotEmpty().allMatch(noun -> nouns().contains(noun) || large().contains(noun));
    }

    @Test
    void theWholeServerHoldsEveryRoomButTheLarge() {
        Element whole = features().stream()
                .filter(feature -> feature.getAttribute("name").equals("roundhouse"))
                .findFirst()
                .orElseThrow();

        List<String> held = House.elements(whole, "feature").stream()
                .map(feature -> feature.getTextContent().strip())
                .toList();

        assertThat(held)
                .containsAll(nouns().stream()
                        .filter(noun -> !large().contains(noun))
                        .map(noun -> "roundhouse-" + noun)
                        .toList())
                .doesNotContainAnyElementsOf(
                        large().stream().map(noun -> "roundhouse-" + noun).toList());
    }

    /** Rooms of a profile: built by who wants them, and in a feature that no other names. */
    private static Set<String> large() {
        Set<String> large = House.elements(House.ROOT.resolve("bundles/pom.xml"), "profile").stream()
                .flatMap(profile -> House.elements(profile, "module").stream())
                .map(module -> module.getTextContent().strip().replaceFirst(".*/", ""))
                .collect(Collectors.toSet());
        assertThat(large).as("rooms in profiles").isNotEmpty();
        return large;
    }

    private static Set<String> nouns() {
        return House.rooms().stream().map(Room::noun).collect(Collectors.toSet());
    }
}

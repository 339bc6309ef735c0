package io.roundhouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What no compiler says about a source file or a pom. */
class SourcesTest {
    private static final int LINES_MAX = 200;
    private static final Pattern COMMENTS = Pattern.compile("(?s)/\\*.*?\\*/");
    private static final Pattern NO_CODE = Pattern.compile("\\s*(//.*)?");

    /** Rooms among plugins that are none: one watches numbers, and nobody attaches it to anything; one runs other engines. */
    private static final Set<String> NO_PLUGINS = Set.of("anomaly", "host", "natives");

    /** Spelt in two parts, so that this file is not found. */
    private static final List<String> UNWANTED =
            List.of("TO" + "DO", "FIX" + "ME", "@Dis" + "abled", "@aut" + "hor", "@Ign" + "ore");

    @Test
    void noFileIsTwoThings() {
        for (Path source : House.sources(House::isMain, "bundles")) {
            long lines = COMMENTS.matcher(House.read(source))
                    .replaceAll("")
                    .lines()
                    .filter(NO_CODE.asMatchPredicate().negate())
                    .count();

            assertThat(lines).as("lines of code in %s", source).isLessThanOrEqualTo(LINES_MAX);
        }
    }

    @Test
    void nothingIsLeftForLaterOrSwitchedOff() {
        for (Path source : House.sources(path -> true, "bundles", "plugins-sdk", "itests")) {
            String text = House.read(source);

            assertThat(UNWANTED.stream().filter(text::contains))
                    .as("%s", source)
                    .isEmpty();
        }
    }

    @Test
    void testsOfRoomsWaitForNothingByTheClock() {
        for (Path source : House.sources(path -> !House.isMain(path), "bundles", "plugins-sdk")) {
            assertThat(House.read(source).contains("Thread.sleep("))
                    .as("%s sleeps", source)
                    .isFalse();
        }
    }

    @Test
    void everyPackageOfARoomIsDescribedAndKnowsNull() {
        List<Path> packages = House.sources(House::isMain, "bundles", "plugins-sdk").stream()
                .map(Path::getParent)
                .distinct()
                .toList();
        for (Path folder : packages) {
            Path info = folder.resolve("package-info.java");
            assertThat(info).isRegularFile();
            assertThat(House.read(info)).as("%s", info).contains("/**").contains("@NullMarked");
        }
    }

    @Test
    void versionsStandInTheRootPomOnly() {
        Predicate<String> elsewhere = version -> version.startsWith("${") || version.isEmpty();
        for (Path pom : House.poms()) {
            for (Element version : House.elements(pom, "version")) {
                String holder = version.getParentNode().getNodeName();
                String text = version.getTextContent().strip();
                assertThat(holder.equals("parent") || elsewhere.test(text))
                        .as("version %s in %s", text, House.ROOT.relativize(pom))
                        .isTrue();
            }
        }
    }

    @Test
    void roomsUseTheTestKitInTestsOnly() {
        for (Path pom : House.poms()) {
            if (House.ROOT.relativize(pom).startsWith("bundles")) {
                for (Element dependency : House.elements(pom, "dependency")) {
                    boolean managed = "dependencyManagement"
                            .equals(dependency.getParentNode().getParentNode().getNodeName());
                    if (!managed && text(dependency, "artifactId").equals("roundhouse-testkit")) {
                        assertThat(text(dependency, "scope")).as("%s", pom).isEqualTo("test");
                    }
                }
            }
        }
    }

    @Test
    void everyShippedPluginKeepsItsContract() {
        for (String family : List.of("engines", "transformers", "routers", "monitors")) {
            Path folder = House.ROOT.resolve("bundles").resolve(family);
            assertThat(folder).isDirectory();
            for (Path room : roomsOf(folder)) {
                if (NO_PLUGINS.contains(room.getFileName().toString())) {
                    continue;
                }
                assertThat(House.files(room, path -> path.toString().endsWith("Test.java")))
                        .as("a test in %s that extends a contract", room)
                        .anyMatch(test -> Pattern.compile("extends \\w+Contract\\b")
                                .matcher(House.read(test))
                                .find());
            }
        }
    }

    private static List<Path> roomsOf(Path family) {
        List<Path> rooms = House.files(family, path -> path.endsWith("pom.xml")).stream()
                .map(Path::getParent)
                .filter(path -> family.equals(path.getParent()) && Files.isDirectory(path))
                .toList();
        assertThat(rooms).as("rooms in %s", family).isNotEmpty();
        return rooms;
    }

    private static String text(Element parent, String name) {
        List<Element> elements = House.elements(parent, name);
        return elements.isEmpty() ? "" : elements.get(0).getTextContent().strip();
    }
}

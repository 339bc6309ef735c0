package io.roundhouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may import whom, as OSGi itself will enforce it. */
class ManifestTest {
    /** What every room may import beside the API: the container, a logger, and annotations that need not be there. */
    private static final List<String> EVERYBODY =
            List.of("io.roundhouse", "org.osgi", "org.slf4j", "org.jspecify", "javax");

    /** The one third-party family of a room, and the two doors (Servlet, JSON) of those that speak HTTP. */
    private static final Map<String, List<String>> FAMILIES = Map.ofEntries(
            Map.entry("http", List.of("org.eclipse.jetty", "org.apache.felix.http", "jakarta.servlet")),
            Map.entry("openinference", List.of("com.fasterxml.jackson.core", "jakarta.servlet")),
            Map.entry("admin", List.of("com.fasterxml.jackson.core", "jakarta.servlet")),
            Map.entry("web", List.of("jakarta.servlet")),
            Map.entry(
                    "metrics",
                    List.of(
                            "io.micrometer",
                            "io.prometheus",
                            "org.HdrHistogram",
                            "jakarta.servlet",
                            "io.opentelemetry",
                            "com.fasterxml.jackson.core")),
            Map.entry("traces", List.of("com.fasterxml.jackson.core")),
            Map.entry("stepcache", List.of("com.github.benmanes.caffeine")),
            Map.entry("feedback", List.of("org.h2.mvstore")),
            Map.entry("drift", List.of("com.fasterxml.jackson.core", "sun")), // sun.misc.Unsafe of its sketches
            Map.entry("pipeline", List.of("com.sun.management")), // of the JDK, how busy processors are
            Map.entry("lookup", List.of("org.ietf.jgss", "org.w3c.dom", "org.xml.sax")), // of the JDK, for its drivers
            Map.entry("trends", List.of("org.ietf.jgss", "org.w3c.dom", "org.xml.sax")), // the same
            Map.entry("offline", List.of("de.siegmar.fastcsv", "com.fasterxml.jackson.core", "sun")),
            Map.entry("capture", List.of("com.fasterxml.jackson.core")),
            Map.entry("replay", List.of("com.fasterxml.jackson.core")),
            Map.entry("repository", List.of("org.snakeyaml.engine")),
            Map.entry("alerts", List.of("org.snakeyaml.engine", "com.fasterxml.jackson.core", "org.apache.karaf")),
            Map.entry("shell", List.of("org.apache.karaf", "org.jline", "com.fasterxml.jackson.core")),
            Map.entry("host", List.of("jdk.net")),
            Map.entry("console", List.of("org.apache.karaf", "org.jline", "jdk.net")));

    @Test
    void onlyTheApiExports() {
        assertThat(House.api().exports()).isNotEmpty();
        for (Room room : House.roomsButApi()) {
            assertThat(room.exports()).as("exports of %s", room).isEmpty();
        }
    }

    @Test
    void theApiImportsTheJdkOnly() {
        House.api().imports().forEach((name, attributes) -> assertThat(name.startsWith("io.roundhouse.")
                        || (name.startsWith("org.jspecify") && attributes.contains("optional")))
                .as("%s;%s", name, attributes)
                .isTrue());
    }

    @Test
    void theApiExportsEveryPackageWithAVersion() {
        assertThat(House.api().exports())
                .allSatisfy(
                        (name, attributes) -> assertThat(attributes).as(name).contains("version=\"1."));
    }

    @Test
    void roomsImportOfRoundhouseTheApiOnly() {
        Set<String> exported = House.api().exports().keySet();
        for (Room room : House.roomsButApi()) {
            Stream<String> ours = room.imports().keySet().stream().filter(name -> name.startsWith("io.roundhouse."));

            assertThat(ours).as("imports of %s", room).isSubsetOf(exported);
        }
    }

    @Test
    void roomsImportOneFamilyThatIsTheirs() {
        for (Room room : House.roomsButApi()) {
            List<String> allowed = Stream.concat(
                            EVERYBODY.stream(), FAMILIES.getOrDefault(room.noun(), List.of()).stream())
                    .toList();

            assertThat(room.imports().keySet())
                    .as("imports of %s, allowed are %s", room, allowed)
                    .allMatch(name ->
                            allowed.stream().anyMatch(family -> name.equals(family) || name.startsWith(family + ".")));
        }
    }

    @Test
    void roomsImportTheApiInOneMajorVersion() {
        for (Room room : House.roomsButApi()) {
            room.imports().forEach((name, attributes) -> {
                if (name.startsWith("io.roundhouse.")) {
                    assertThat(attributes)
                            .as("%s in %s", name, room)
                            .containsPattern("version=\"\\[1\\.\\d+,(2|1\\.\\d+)\\)\"");
                }
            });
        }
    }

    @Test
    void roomsAreNamedByTheirFolder() {
        for (Room room : House.rooms()) {
            assertThat(room.symbolicName()).isEqualTo("io.roundhouse." + room.noun());
        }
    }
}

package io.roundhouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What an operator may set: a PID has a metatype and a commented file, and each knows the keys of the other. */
class ConfigurationTest {
    private static final Path ETC = House.ROOT.resolve("karaf-distribution/src/main/resources/assembly/etc");
    private static final Pattern KEY = Pattern.compile("(#?)([a-z][a-z0-9.]*)\\s*=\\s*(.*)");

    /** PID → file in {@code etc}; of several instances that one factory makes, {@code PID-NAME.cfg}, any. */
    private static Map<String, Path> files() {
        Map<String, Path> files = new TreeMap<>();
        for (Path file : House.files(ETC, path -> path.getFileName().toString().matches("io\\.roundhouse\\..*cfg"))) {
            files.put(file.getFileName().toString().replaceFirst("(-.*)?\\.cfg", ""), file);
        }
        assertThat(files).as("configuration files in %s", ETC).hasSizeGreaterThanOrEqualTo(5);
        return files;
    }

    /** PID → key → default. */
    private static Map<String, Map<String, String>> metatypes() {
        Map<String, Map<String, String>> metatypes = new TreeMap<>();
        for (Room room : House.rooms()) {
            Path folder = room.classes().resolve("OSGI-INF/metatype");
            if (Files.isDirectory(folder)) {
                House.filesBuilt(folder).forEach(xml -> metatypes.put(pid(xml), defaults(xml)));
            }
        }
        assertThat(metatypes).as("metatypes in the rooms").hasSizeGreaterThanOrEqualTo(5);
        return metatypes;
    }

    private static String pid(Path xml) {
        List<Element> designates = House.elements(xml, "Designate");
        assertThat(designates).as("%s", xml).hasSize(1);
        Element one = designates.get(0);
        return one.hasAttribute("factoryPid") ? one.getAttribute("factoryPid") : one.getAttribute("pid");
    }

    private static Map<String, String> defaults(Path xml) {
        Map<String, String> defaults = new LinkedHashMap<>();
        House.elements(xml, "AD").forEach(ad -> defaults.put(ad.getAttribute("id"), ad.getAttribute("default")));
        return defaults;
    }

    /** Key → the line it stands on. */
    private static Map<String, Matcher> keys(Path file) {
        Map<String, Matcher> keys = new LinkedHashMap<>();
        House.read(file)
                .lines()
                .map(KEY::matcher)
                .filter(Matcher::matches)
                .forEach(line -> keys.put(line.group(2), line));
        return keys;
    }

    @Test
    void everyPidHasAFileAndEveryFileAPid() {
        assertThat(files().keySet()).isEqualTo(metatypes().keySet());
    }

    @Test
    void everyPidIsARoom() {
        List<String> rooms = House.rooms().stream().map(Room::symbolicName).toList();

        assertThat(rooms).containsAll(metatypes().keySet());
    }

    @Test
    void everyFileSaysWhatItIsFor() {
        files().forEach((pid, file) -> assertThat(House.read(file)).as(pid).startsWith("# "));
    }

    @Test
    void fileAndMetatypeKnowTheSameKeys() {
        Map<String, Map<String, String>> metatypes = metatypes();
        files().forEach((pid, file) -> assertThat(keys(file).keySet())
                .as("keys in %s", file.getFileName())
                .containsExactlyInAnyOrderElementsOf(
                        metatypes.getOrDefault(pid, Map.of()).keySet()));
    }

    @Test
    void aKeyThatIsCommentedOutShowsItsDefault() {
        Map<String, Map<String, String>> metatypes = metatypes();
        files().forEach((pid, file) -> keys(file).forEach((key, line) -> {
            String byDefault = metatypes.getOrDefault(pid, Map.of()).getOrDefault(key, "");
            if (!line.group(1).isEmpty()) {
                assertThat(line.group(3).strip())
                        .as("%s in %s", key, file.getFileName())
                        .isEqualTo(byDefault);
            }
        }));
    }

    @Test
    void everySettingIsDescribed() {
        for (Room room : House.rooms()) {
            Path folder = room.classes().resolve("OSGI-INF/metatype");
            if (Files.isDirectory(folder)) {
                House.filesBuilt(folder).stream()
                        .flatMap(xml -> House.elements(xml, "AD").stream())
                        .filter(ad -> !ad.getAttribute("type").equals("Password")) // its name says it all
                        .forEach(ad -> assertThat(ad.getAttribute("description"))
                                .as("%s of %s", ad.getAttribute("id"), room)
                                .isNotBlank());
            }
        }
    }
}

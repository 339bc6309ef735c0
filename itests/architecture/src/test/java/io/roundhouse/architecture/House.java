package io.roundhouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What there is to look at: rooms, sources, poms and configuration. Nothing found is a failure. */
final class House {
    static final Path ROOT = root();

    /** Fewer means that the walk is broken or the build has not run. */
    private static final int ROOMS_MIN = 14;

    private House() {}

    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("bundles/api"))) {
                return folder;
            }
        }
        throw new AssertionError("no folder above the working directory has bundles/api");
    }

    /** Every bundle under {@code bundles}, the API included. */
    static List<Room> rooms() {
        Path bundles = ROOT.resolve("bundles");
        List<Room> rooms = files(bundles, path -> path.endsWith("pom.xml")).stream()
                .map(Path::getParent)
                .filter(Room::isBuilt)
                .map(folder -> room(bundles, folder))
                .toList();
        assertThat(rooms).as("bundles built under %s", bundles).hasSizeGreaterThanOrEqualTo(ROOMS_MIN);
        return rooms;
    }

    /** {@code flow/batcher} is the room batcher; {@code engines/onnxruntime/newest} is one packaging of onnxruntime. */
    private static Room room(Path bundles, Path folder) {
        Path path = bundles.relativize(folder);
        return path.getNameCount() == 1
                ? new Room(folder, path.toString(), "")
                : new Room(folder, path.getName(1).toString(), path.getName(0).toString());
    }

    /** Every room but the API. */
    static List<Room> roomsButApi() {
        return rooms().stream().filter(room -> !room.noun().equals("api")).toList();
    }

    static Room api() {
        return rooms().stream()
                .filter(room -> room.noun().equals("api"))
                .findFirst()
                .orElseThrow();
    }

    /** Java sources below these folders of the root, {@code main} or {@code test} or both. */
    static List<Path> sources(Predicate<Path> which, String... folders) {
        List<Path> sources = Stream.of(folders)
                .flatMap(folder ->
                        files(ROOT.resolve(folder), path -> path.toString().endsWith(".java")).stream())
                .filter(which)
                .toList();
        assertThat(sources).as("sources in %s", List.of(folders)).hasSizeGreaterThan(30);
        return sources;
    }

    static boolean isMain(Path source) {
        return source.toString().contains("/src/main/");
    }

    /** Every pom but the root's. */
    static List<Path> poms() {
        List<Path> poms = files(ROOT, path -> path.endsWith("pom.xml")).stream()
                .filter(path -> !path.equals(ROOT.resolve("pom.xml")))
                .toList();
        assertThat(poms).as("poms below %s", ROOT).hasSizeGreaterThan(ROOMS_MIN);
        return poms;
    }

    /** Files below a folder, without what a build made. */
    static List<Path> files(Path folder, Predicate<Path> which) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> !ROOT.relativize(path).toString().matches("(.*/)?(target|\\.git|data)/.*"))
                    .filter(which)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files in a folder that a build made. */
    static List<Path> filesBuilt(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The elements of that name in an XML file, whatever their name space. */
    static List<Element> elements(Path xml, String name) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            Document document = factory.newDocumentBuilder().parse(xml.toFile());
            return elements(document.getElementsByTagNameNS("*", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new AssertionError(xml + " is no XML", e);
        }
    }

    static List<Element> elements(Element parent, String name) {
        return elements(parent.getElementsByTagNameNS("*", name));
    }

    private static List<Element> elements(NodeList nodes) {
        return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
                .map(i -> (Element) nodes.item(i))
                .toList();
    }
}

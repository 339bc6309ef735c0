package io.roundhouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Manifest;

/**
 * One bundle under {@code bundles}.
 *
 * @param folder the folder of its pom
 * @param noun its one name: folder, package, PID, feature
 * @param family the folder its kind lives in: {@code edge}, {@code flow}, {@code engines}; empty for the API
 */
record Room(Path folder, String noun, String family) {
    /** A built module, or one that a build is about to build. */
    static boolean isBuilt(Path folder) {
        return Files.isRegularFile(manifestFile(folder));
    }

    private static Path manifestFile(Path folder) {
        return folder.resolve("target/classes/META-INF/MANIFEST.MF");
    }

    /** The folder of its class files, its manifest and its component descriptions. */
    Path classes() {
        return folder.resolve("target/classes");
    }

    /** A header of the manifest; empty when it is not there. */
    String header(String name) {
        try (InputStream in = Files.newInputStream(manifestFile(folder))) {
            String value = new Manifest(in).getMainAttributes().getValue(name);
            return value == null ? "" : value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String symbolicName() {
        String name = header("Bundle-SymbolicName");
        assertThat(name).as("Bundle-SymbolicName of %s", this).isNotEmpty();
        return name;
    }

    /** Package names with their attributes and directives, as one text each. */
    Map<String, String> imports() {
        return Clauses.parse(header("Import-Package"));
    }

    /** As {@link #imports()}. */
    Map<String, String> exports() {
        return Clauses.parse(header("Export-Package"));
    }

    @Override
    public String toString() {
        return family.isEmpty() ? noun : family + "/" + noun;
    }
}

package io.roundhouse.monitorhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByHandFilesTest {
    private final Path folder;
    private final ByHandFiles files;

    ByHandFilesTest(@TempDir Path folder) {
        this.folder = folder;
        files = new ByHandFiles(folder.resolve("hand"));
    }

    @Test
    void remembersNothingAtFirst() {
        assertThat(read()).isEmpty();
    }

    @Test
    void remembersWhatWasAttached() throws IOException {
        Settings settings = FlatSettings.nested(Settings.of(Map.of("window", "1h", "a.b", "[x, y]", "ü", "=:# é")));
        files.write("credit", "drift", settings);
        files.write("credit", "quality", Settings.empty());
        files.write("fraud", "drift", Settings.empty());
        files.delete("fraud", "drift");

        Map<String, Settings> read = read();

        assertThat(read).containsOnlyKeys("credit/drift", "credit/quality");
        assertThat(read).containsEntry("credit/drift", settings);
    }

    @Test
    void aBrokenFileIsTheLossOfOne() throws IOException {
        files.write("credit", "drift", Settings.empty());
        write("credit/quality.properties", "window=\\u00zz");
        write("credit/big.properties", "a=" + "x".repeat(70_000));
        write("no model/drift.properties", "");
        write("stray.properties", "a=1");

        assertThat(read()).containsOnlyKeys("credit/drift");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve("hand").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Map<String, Settings> read() {
        Map<String, Settings> read = new TreeMap<>();
        files.read((model, monitor, settings) -> read.put(model + "/" + monitor, settings));
        return read;
    }
}

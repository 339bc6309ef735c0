package io.roundhouse.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.spi.monitor.MonitorReport.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    private final Path data;

    ArchiveTest(@TempDir Path data) {
        this.data = data;
    }

    private Given given() {
        return new Given(data);
    }

    private static void writeLines(Capture capture, int from, int count) {
        for (int i = from; i < from + count; i++) {
            capture.on(List.of(Given.answered("request-" + i)));
        }
    }

    @Test
    void namesAFileWhenItIsFull() {
        Given given = given();
        Capture capture = given.capture(Given.all()
                .put("line_bytes_max", "1024", "")
                .put("file_bytes_max", "1200", "")
                .build());

        writeLines(capture, 0, 5); // of some 550 bytes each

        assertThat(given.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "capture-20261127T120000.000Z.jsonl",
                        "capture-20261127T120000.001Z.jsonl",
                        "capture-20261127T120000.002Z.jsonl.part");
        assertThat(given.lines()).hasSize(5);
    }

    @Test
    void endsAFileAfterAnHourThoughNoLineComes() {
        Given given = given();
        Capture capture = given.capture(Given.all().build());
        writeLines(capture, 0, 1);

        given.millis += Duration.ofMinutes(61).toMillis();
        capture.on(List.of());

        assertThat(given.files()).singleElement().asString().endsWith(".jsonl");
    }

    @Test
    void keepsNothingOlderThanIsAllowed() {
        Given given = given();
        Capture capture = given.capture(Given.all().put("age_max", "1h", "").build());
        writeLines(capture, 0, 1);
        given.millis += Duration.ofMinutes(40).toMillis();
        writeLines(capture, 1, 1);

        given.millis += Duration.ofMinutes(21).toMillis();
        capture.on(List.of());

        assertThat(given.lines()).singleElement().asString().contains("request-1");
    }

    @Test
    void deletesTheOldestWhenAllAreTooMany() {
        Given given = given();
        Capture capture = given.capture(Given.all()
                .put("line_bytes_max", "1024", "")
                .put("file_bytes_max", "1200", "")
                .put("total_bytes_max", "3000", "")
                .build());

        writeLines(capture, 0, 20);

        assertThat(given.lines()).hasSizeBetween(3, 5);
        assertThat(given.lines().get(given.lines().size() - 1)).contains("request-19");
        assertThat(capture.count(Capture.Fate.CAPTURED)).isEqualTo(20);
    }

    @Test
    void leavesAFullDiskAloneAndTriesAgain() {
        Given given = given();
        Capture capture = given.capture(Given.all().build());
        writeLines(capture, 0, 1);
        given.millis += Duration.ofHours(2).toMillis(); // so that another file is begun
        given.diskIsFull = true;

        writeLines(capture, 1, 3);

        assertThat(capture.count(Capture.Fate.DISK)).isEqualTo(3);
        assertThat(capture.report().health()).isEqualTo(Health.WARNING);
        assertThat(capture.report().summary())
                .startsWith("Nothing is captured since 2026-11-27T14:00:00Z: writing failed: No space left on device;"
                        + " it is tried again every 30 s.");
        given.diskIsFull = false;
        writeLines(capture, 4, 1); // too soon
        given.millis += 30_000;
        writeLines(capture, 5, 1);
        capture.close();
        assertThat(capture.count(Capture.Fate.DISK)).isEqualTo(4);
        assertThat(capture.report().health()).isEqualTo(Health.GOOD);
        assertThat(given.lines()).hasSize(2);
        assertThat(given.files()).allSatisfy(file -> assertThat(file.toString()).endsWith(".jsonl"));
    }

    @Test
    void leavesSpaceForOthers() {
        Given given = given();
        Capture capture = given.capture(
                Given.all().put("free_bytes_min", Long.toString(1L << 40), "").build());

        writeLines(capture, 0, 2);

        assertThat(capture.count(Capture.Fate.DISK)).isEqualTo(2);
        assertThat(capture.report().summary()).contains("bytes left, free_bytes_min is 1099511627776");
        assertThat(given.files()).isEmpty();
    }

    @Test
    void givesUpAFolderThatCannotBeMade() throws IOException {
        Given given = given();
        Files.writeString(data.resolve("capture"), "a file is in the way");
        Capture capture = given.capture(Given.all().build());

        writeLines(capture, 0, 2);

        assertThat(capture.count(Capture.Fate.DISK)).isEqualTo(2);
        assertThat(capture.report().health()).isEqualTo(Health.WARNING);
    }

    @Test
    void finishesWhatAKilledProcessLeftWithoutItsLastHalfLine() throws IOException {
        Given given = given();
        Capture killed = given.capture(Given.all().build());
        writeLines(killed, 0, 2);
        Files.writeString(given.files().get(0), "{\"at\":\"2026-11-", StandardOpenOption.APPEND);

        Capture next = given.capture(Given.all().build());
        writeLines(next, 2, 1);
        next.close();

        assertThat(given.lines()).hasSize(3).allMatch(line -> line.endsWith("}"));
        assertThat(given.files()).hasSize(2).allSatisfy(file -> assertThat(file.toString())
                .endsWith(".jsonl"));
    }

    @Test
    void touchesNoFileOfOthers() throws IOException {
        Given given = given();
        Path folder = Files.createDirectories(data.resolve("capture"));
        Files.writeString(folder.resolve("capture-20200101T000000.000Z.jsonl.gz"), "kept");
        Files.writeString(folder.resolve("capture-20201301T000000.000Z.jsonl"), "kept");
        Files.writeString(folder.resolve("capture-20200101T000000.000Z.jsonl"), "old\n");
        Capture capture = given.capture(Given.all().build());

        writeLines(capture, 0, 1);

        assertThat(given.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "capture-20200101T000000.000Z.jsonl.gz",
                        "capture-20201301T000000.000Z.jsonl",
                        "capture-20261127T120000.000Z.jsonl.part");
    }
}

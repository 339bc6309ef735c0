package io.roundhouse.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ArchiveBoundsTest {
    @Property(tries = 60)
    void keepsItsBoundsWhateverComes(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 50) Integer> minutes, @ForAll boolean diskFails)
            throws IOException {
        Given given = new Given(Files.createTempDirectory("capture"));
        Capture capture = given.capture(Given.all()
                .put("line_bytes_max", "1024", "")
                .put("file_bytes_max", "2000", "")
                .put("total_bytes_max", "5000", "")
                .put("age_max", "2h", "")
                .build());
        int number = 0;
        for (int wait : minutes) {
            given.millis += Duration.ofMinutes(wait).toMillis();
            given.diskIsFull = diskFails && wait % 5 == 0;
            capture.on(List.of(Given.answered("request-" + number++)));

            long bytes = 0;
            for (Path file : given.files()) {
                bytes += Files.size(file);
                assertThat(Files.size(file)).isLessThanOrEqualTo(2_000);
            }
            assertThat(bytes).isLessThanOrEqualTo(5_000);
            assertThat(given.lines()).allMatch(line -> line.endsWith("}"));
        }
        capture.close();
        assertThat(capture.count(Capture.Fate.CAPTURED) + capture.count(Capture.Fate.DISK))
                .isEqualTo(minutes.size());
    }
}

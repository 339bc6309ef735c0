package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentTest {
    private final Path smaps;
    private final Path status;
    private final Resident resident;

    ResidentTest(@TempDir Path folder) {
        smaps = folder.resolve("smaps");
        status = folder.resolve("status");
        resident = new Resident(smaps, status);
    }

    private void rss(long kilobytes) throws IOException {
        Files.writeString(status, "Name:\tjava\nVmRSS:\t  " + kilobytes + " kB\nVmSwap:\t 7 kB\n");
    }

    @Test
    void addsUpTheMappingsBelowAFolder() throws IOException {
        Files.writeString(smaps, """
                7f10a0000000-7f10a1000000 r-xp 00000000 08:01 12     /data/bundle12/natives/a b/libonnx.so
                Size:              16384 kB
                Rss:                4096 kB
                Pss:                2048 kB
                VmFlags: rd ex mr mw me
                f7a1000000-f7a1100000 r--p 00000000 08:01 12         /data/bundle12/natives/a b/libonnx.so (deleted)
                Rss:                1024 kB
                7f10a2000000-7f10a3000000 r-xp 00000000 08:01 13     /data/bundle120/natives/libother.so
                Rss:                 512 kB
                7f10a4000000-7f10a5000000 rw-p 00000000 00:00 0
                Rss:               99999 kB
                7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0      [stack]
                Rss:                  64 kB
                """);

        assertThat(resident.below(List.of("/data/bundle12", "/data/bundle7")))
                .isEqualTo(Map.of("/data/bundle12", 5120L * 1024));
    }

    @Test
    void tellsHowMuchTheProcessGrew() throws IOException {
        rss(1000);
        try (Resident.Growth growth = resident.grow()) {
            rss(1500);
            assertThat(growth.bytes()).hasValue(500 * 1024);
            rss(900);
            assertThat(growth.bytes()).hasValue(0);
        }
    }

    @Test
    void doesNotTellWhoseItIsWhenTwoGrowAtOnce() throws IOException {
        rss(1000);
        try (Resident.Growth first = resident.grow()) {
            try (Resident.Growth second = resident.grow()) {
                rss(1500);
                assertThat(second.bytes()).isEmpty();
            }
            assertThat(first.bytes()).isEmpty();
        }
        try (Resident.Growth third = resident.grow()) {
            assertThat(third.bytes()).hasValue(0);
        }
    }

    @Test
    void tellsNothingWhereTheSystemDoesNot() throws IOException {
        try (Resident.Growth growth = resident.grow()) {
            assertThat(growth.bytes()).isEmpty();
        }
        assertThat(resident.below(List.of("/data"))).isEmpty();
        Files.writeString(smaps, "7f10a0000000-7f10a1000000 r-xp 0 08:01 12 /data/a\nRss: many kB\n");
        assertThat(resident.below(List.of("/data"))).isEmpty();
    }
}

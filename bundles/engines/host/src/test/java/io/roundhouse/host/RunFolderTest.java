package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final String SECRET = "-0123456789012345678901";

    private final Path base;

    RunFolderTest(@TempDir Path base) {
        this.base = base;
    }

    @Test
    void isItsOwnersAloneAndNeverTheSame() throws Exception {
        Path one = RunFolder.create(base);
        Path other = RunFolder.create(base);

        assertThat(one).isNotEqualTo(other);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                .isEqualTo("rwx------");
    }

    @Test
    void onlyWhatProcessesLeftThatAreNoMoreIsSwept() throws Exception {
        Path used = RunFolder.create(base);
        long own = ProcessHandle.current().pid();
        Path gone = Files.createDirectories(base.resolve("rh-2147483647-1" + SECRET + "/framework"));
        Path another = Files.createDirectory(base.resolve("rh-" + own + "-1" + SECRET)); // its number was taken again
        Path strange = Files.createDirectory(base.resolve("rh-host"));

        RunFolder.sweep(base);

        assertThat(used).exists();
        assertThat(strange).exists();
        assertThat(gone.getParent()).doesNotExist();
        assertThat(another).doesNotExist();
    }

    @Test
    void noFolderIsNothingToSweep() throws Exception {
        RunFolder.sweep(base.resolve("none"));

        assertThat(base).isEmptyDirectory();
    }
}

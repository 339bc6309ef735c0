package io.roundhouse.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivateNativesTest {
    private static final PrivateNatives NATIVES = new PrivateNatives("Trees", "lib", List.of("libtrees.so"), 20);

    @Test
    void saysWhatIsMissingAndHowToMendIt() {
        String missing = "/data/x.so: libgomp.so.1: cannot open shared object file: No such file or directory";

        assertThat(NATIVES.reason(missing)).contains("libgomp1 (Debian").doesNotContain("/data");
        assertThat(NATIVES.reason("libc.so.6: version `GLIBC_2.29' not found")).contains("newer C library");
        assertThat(NATIVES.reason("failed to map segment")).contains("hold 20 MB and allow execution");
    }

    @Test
    void knowsTheFoldersOfThisMachine() {
        assertThat(PrivateNatives.platform("Linux", "amd64")).isEqualTo("linux/x86_64");
        assertThat(PrivateNatives.platform("Linux", "aarch64")).isEqualTo("linux/aarch64");
    }

    @Test
    void refusesALibraryThatItDoesNotKnow() {
        assertThatThrownBy(() -> ElfLibrary.apart(new byte[100], "a.so", "b.so"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ELF");
        assertThatThrownBy(() -> ElfLibrary.apart(new byte[100], "a.so", "longer.so"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package io.roundhouse.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
    @Test
    void saysWhatIsMissingAndHowToMendIt() {
        String missing = "/data/x.so: libgomp.so.1: cannot open shared object file: No such file or directory";

        assertThat(NativeLibrary.reason(missing)).contains("libgomp1 (Debian").doesNotContain("/data");
        assertThat(NativeLibrary.reason("libc.so.6: version `GLIBC_2.29' not found"))
                .contains("newer C library");
        assertThat(NativeLibrary.reason("failed to map segment")).contains("allow execution");
    }

    @Test
    void knowsTheFoldersOfThisMachine() {
        assertThat(NativeLibrary.platform("Linux", "amd64")).isEqualTo("linux/x86_64");
        assertThat(NativeLibrary.platform("Linux", "aarch64")).isEqualTo("linux/aarch64");
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

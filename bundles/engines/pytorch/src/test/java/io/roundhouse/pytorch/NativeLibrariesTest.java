package io.roundhouse.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeLibrariesTest {
    @Test
    void saysWhatAnOperatorCanDo() {
        assertThat(NativeLibraries.reason("Native Library libc10.so already loaded in another classloader"))
                .contains("isolation: process");
        assertThat(NativeLibraries.reason("version `GLIBC_2.34' not found")).contains("newer C library");
        assertThat(NativeLibraries.reason("No space left on device")).contains("hold 500 MB");
    }

    @Test
    void namesMachinesAsTheNativesDo() {
        assertThat(NativeLibraries.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
        assertThat(NativeLibraries.platform("Linux", "aarch64")).isEqualTo("linux-aarch64");
    }
}

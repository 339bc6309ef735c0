package io.roundhouse.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeLibrariesTest {
    @Test
    void saysWhatAnOperatorCanDo() {
        assertThat(reason("Native Library x.so already loaded in another classloader"))
                .contains("isolation: process");
        assertThat(reason("version `GLIBC_2.34' not found")).contains("newer C library");
        assertThat(reason("No space left on device")).contains("hold 700 MB");
    }

    private static String reason(String message) {
        return NativeLibraries.reason(new ExceptionInInitializerError(new UnsatisfiedLinkError(message)));
    }
}

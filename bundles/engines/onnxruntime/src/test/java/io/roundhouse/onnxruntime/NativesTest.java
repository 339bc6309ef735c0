package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {
    private static final String UNIQUE = "0123456789abcdef";

    private final Path folder;

    NativesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** A bundle whose libraries all have this content, for one platform. */
    private static final class Libraries extends ClassLoader {
        private final String content;

        Libraries(String content) {
            super(null);
            this.content = content;
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return name.contains("linux-x64")
                    ? new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII))
                    : null;
        }
    }

    @Test
    void renamesTheLibraryInBothFiles() throws IOException {
        Natives natives = extract("ELF..libonnxruntime.so.1\0rest", "linux-x64");

        assertThat(natives.name()).hasSameSizeAs("libonnxruntime.so.1");
        assertThat(natives.uploader()).isFalse();
        for (String file : new String[] {"libonnxruntime.so", "libonnxruntime4j_jni.so"}) {
            assertThat(folder.resolve(file)).hasContent("ELF..rh_" + UNIQUE + "\0rest");
        }
    }

    @Test
    void findsANameAcrossTheEdgeOfAWindow() throws IOException {
        String before = "x".repeat((1 << 20) - 7);

        extract(before + "libonnxruntime.so.1" + before, "linux-x64");

        assertThat(Files.readString(folder.resolve("libonnxruntime.so"))).isEqualTo(before + "rh_" + UNIQUE + before);
    }

    @Test
    void refusesAReleaseThatNamesItselfTwiceOrNever() {
        assertThatThrownBy(() -> extract("libonnxruntime.so.1 libonnxruntime.so.1", "linux-x64"))
                .hasMessageContaining("libonnxruntime.so names libonnxruntime.so.1 2 times where it must once");
        assertThatThrownBy(() -> extract("libonnxruntime.so.2", "linux-x64"))
                .hasMessageContaining("libonnxruntime.so names libonnxruntime.so.1 0 times where it must once");
    }

    @Test
    void seesThatAReleaseCanSendUsageData() throws IOException {
        assertThat(extract("libonnxruntime.so.1 ORT_DISABLE_TELEMETRY", "linux-x64")
                        .uploader())
                .isTrue();
    }

    @Test
    void refusesAMachineThatTheReleaseIsNotBuiltFor() {
        assertThatThrownBy(() -> extract("", Natives.platform("Windows 11", "amd64")))
                .hasMessageContaining("no natives for windows 11-x64; it has those for linux-x64 and linux-aarch64");
    }

    private Natives extract(String content, String platform) throws IOException {
        return Natives.extract(new Libraries(content), platform, folder, UNIQUE);
    }
}

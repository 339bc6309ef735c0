package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        private final Map<String, String> providers;

        Libraries(String content) {
            this(content, Map.of());
        }

        /** @param providers the contents of further libraries by their files */
        Libraries(String content, Map<String, String> providers) {
            super(null);
            this.content = content;
            this.providers = providers;
        }

        @Override
        public @Nullable URL getResource(String name) {
            boolean there = providers.containsKey(name.substring(name.lastIndexOf('/') + 1));
            try {
                return there ? new URL("file:" + name) : null;
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            String text = providers.getOrDefault(name.substring(name.lastIndexOf('/') + 1), content);
            return name.contains("linux-x64")
                    ? new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))
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
    void renamesTheLibraryThatProvidersShareWithThem() throws IOException {
        Map<String, String> providers = Map.of(
                "libonnxruntime_providers_shared.so", "..libonnxruntime_providers_shared.so..",
                "libonnxruntime_providers_cuda.so", "..libcudart.so.12..libonnxruntime_providers_shared.so..",
                "libonnxruntime_providers_tensorrt.so", "..libnvinfer.so.10..");

        Natives.extract(new Libraries("libonnxruntime.so.1", providers), "linux-x64", folder, UNIQUE);

        String shared = "rh_" + UNIQUE + "_providers.so.1";
        assertThat(shared).hasSameSizeAs("libonnxruntime_providers_shared.so");
        assertThat(folder.resolve("libonnxruntime_providers_shared.so")).hasContent(".." + shared + "..");
        assertThat(folder.resolve("libonnxruntime_providers_cuda.so"))
                .hasContent("..libcudart.so.12.." + shared + "..");
        assertThat(folder.resolve("libonnxruntime_providers_tensorrt.so")).hasContent("..libnvinfer.so.10..");
        assertThat(folder.resolve("libonnxruntime_providers_rocm.so")).doesNotExist();
    }

    @Test
    void refusesAProviderThatIsLinkedInAWayThatItDoesNotKnow() {
        Libraries libraries =
                new Libraries("libonnxruntime.so.1", Map.of("libonnxruntime_providers_shared.so", "without a name"));

        assertThatThrownBy(() -> Natives.extract(libraries, "linux-x64", folder, UNIQUE))
                .hasMessageContaining(
                        "libonnxruntime_providers_shared.so names libonnxruntime_providers_shared.so 0 times");
    }

    @Test
    void knowsWhichOfTheProvidersThatABuildNamesAreInTheBundle() {
        Libraries libraries = new Libraries("", Map.of("libonnxruntime_providers_cuda.so", ""));

        assertThat(List.of("azure", "cpu", "cuda", "dnnl", "openvino", "xnnpack"))
                .filteredOn(provider -> Natives.has(libraries, "linux-x64", provider))
                .containsExactly("azure", "cpu", "cuda", "xnnpack");
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

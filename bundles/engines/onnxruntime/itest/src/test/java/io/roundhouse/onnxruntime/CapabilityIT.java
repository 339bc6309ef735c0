package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

@Timeout(60)
class CapabilityIT {
    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime.oldest", "onnxruntime.newest"})
    void aBundleSaysWhatItBringsAndItsServiceWhatItHas(String release, @TempDir Path folder) throws Exception {
        String version = System.getProperty(release);
        EngineFramework framework = new EngineFramework(folder);
        try {
            Bundle bundle = framework.install(version);

            List<BundleCapability> brought =
                    bundle.adapt(BundleRevision.class).getDeclaredCapabilities("roundhouse.engine");

            assertThat(brought).hasSize(1);
            assertThat(brought.get(0).getAttributes())
                    .containsAllEntriesOf(Map.of(
                            "name", "onnxruntime", "version", Version.parseVersion(version), "device", List.of("cpu")));
            assertThat((String[]) bundle.getRegisteredServices()[0].getProperty("roundhouse.devices"))
                    .contains("cpu");
        } finally {
            framework.close();
        }
    }
}

package io.roundhouse.onnxruntime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The engine of this build's release, open while the tests of a class run. */
final class OpenEngine implements BeforeAllCallback, AfterAllCallback {
    private @Nullable Revision revision;

    @Override
    public void beforeAll(ExtensionContext context) {
        revision = Revision.open("test", Path.of("target", "natives"), "1");
    }

    OnnxEngine engine() {
        return Objects.requireNonNull(revision).engine();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Objects.requireNonNull(revision).close(Duration.ofSeconds(5));
    }
}

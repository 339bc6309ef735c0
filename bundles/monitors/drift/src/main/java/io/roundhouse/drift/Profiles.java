package io.roundhouse.drift;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.spi.monitor.Watched;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a reference is found. Pure. */
final class Profiles {
    private Profiles() {}

    /**
     * The profile that the settings name, or one learnt before.
     *
     * @param notes told when one that was learnt cannot be read
     * @throws InferenceException {@code INVALID_CONFIGURATION}: the named file is not there, or is no profile
     */
    static Optional<Profile> find(Watched model, DriftSettings settings, Store store, Consumer<String> notes) {
        if (settings.reference().isPresent()) {
            return Optional.of(given(model.folder(), settings.reference().get()));
        }
        try {
            return store.reference();
        } catch (IOException e) {
            notes.accept("What was learnt before could not be read, so it is learnt anew: " + e.getMessage() + ".");
            return Optional.empty();
        }
    }

    private static Profile given(Path folder, String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw invalid("'reference' must be a file in the model's folder, was '" + name + "'", null);
        }
        try {
            String text = Store.text(file)
                    .orElseThrow(() -> invalid(
                            "'reference' names '" + name + "', and there is no such file in the model's folder", null));
            return ProfileReader.read(name, text);
        } catch (IOException e) {
            throw invalid("'reference' names '" + name + "', which cannot be read: " + e.getMessage(), e);
        }
    }

    private static InferenceException invalid(String message, @Nullable Throwable cause) {
        return new InferenceException(ErrorCode.INVALID_CONFIGURATION, message, cause);
    }
}

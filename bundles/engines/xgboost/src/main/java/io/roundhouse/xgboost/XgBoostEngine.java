package io.roundhouse.xgboost;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** Loads what XGBoost's {@code save_model} wrote. */
final class XgBoostEngine implements Engine {
    private final Path home;
    private final int processors;
    private final LongSupplier nanoClock;

    XgBoostEngine(Path home, int processors, LongSupplier nanoClock) {
        this.home = home;
        this.processors = processors;
        this.nanoClock = nanoClock;
    }

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        XgBoostOptions options = XgBoostOptions.of(settings, processors);
        String model = artifact.id().toString();
        Path file = options.files().stream()
                .map(artifact.directory()::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new InferenceException(
                        ErrorCode.LOAD_FAILED,
                        model + " has no file " + String.join(" or ", options.files())
                                + "; put what XGBoost's save_model wrote there, or name it under engine: file"));
        NativeLibrary.load(home);
        Booster booster = Booster.open(model, file, options);
        try {
            return new XgBoostModel(model, options, booster, nanoClock);
        } catch (RuntimeException e) {
            booster.close();
            throw e;
        }
    }
}

package io.roundhouse.lightgbm;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Loads text files of LightGBM; each instance of a model is a booster of its own, as one answers one row at a time. */
final class LightGbmEngine implements Engine {
    private final Path home;
    private final int processors;
    private final LongSupplier nanoClock;

    LightGbmEngine(Path home, int processors, LongSupplier nanoClock) {
        this.home = home;
        this.processors = processors;
        this.nanoClock = nanoClock;
    }

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        LightGbmOptions options = LightGbmOptions.of(settings, processors);
        String model = artifact.id().toString();
        Path file = artifact.directory().resolve(options.file());
        if (!Files.isRegularFile(file)) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    model + " has no file " + options.file()
                            + "; put what LightGBM's save_model wrote there, or name it" + " under engine: file");
        }
        ModelFile.check(model, file);
        NativeLibrary.load(home);
        List<Booster> boosters = new ArrayList<>();
        try {
            while (boosters.size() < options.instances()) {
                boosters.add(Booster.open(model, file, options.prediction()));
            }
            return new LightGbmModel(model, options, boosters, nanoClock);
        } catch (RuntimeException e) {
            boosters.forEach(Booster::close);
            throw e;
        }
    }
}

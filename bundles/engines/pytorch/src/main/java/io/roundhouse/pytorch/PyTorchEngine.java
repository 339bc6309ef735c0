package io.roundhouse.pytorch;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.PyTorchLibrary;
import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Loads TorchScript modules. */
final class PyTorchEngine implements Engine {
    /** A device of DJL's: the processor. */
    static final int[] CPU = {0, -1};

    private static final int SENTENCE_LENGTH_MAX = 400;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final Path home;
    private final int processors;

    PyTorchEngine(Path home, int processors) {
        this.home = home;
        this.processors = processors;
    }

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        PyTorchOptions options = PyTorchOptions.of(settings, processors);
        String model = artifact.id().toString();
        Path file = TorchScriptFile.require(model, artifact.directory(), options.file());
        PyTorchLibrary library = NativeLibraries.load(home, options.threads());
        try {
            long module = library.moduleLoad(file.toString(), CPU, true, new String[0], new String[0], false);
            library.moduleEval(module);
            return new PyTorchModel(model, options, library, module);
        } catch (EngineException e) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED, model + " could not be loaded: " + clean(e, file.getParent() + "/"));
        }
    }

    /** One line, without the folder. */
    static String clean(EngineException thrown, String folder) {
        String line = SPACE.matcher(String.valueOf(thrown.getMessage()))
                .replaceAll(" ")
                .trim();
        String plain = folder.isEmpty() ? line : line.replace(folder, "");
        return plain.length() <= SENTENCE_LENGTH_MAX
                ? plain
                : "…" + plain.substring(plain.length() - SENTENCE_LENGTH_MAX);
    }
}

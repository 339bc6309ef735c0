package io.roundhouse.tensorflow;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;

/** Loads SavedModels. */
final class TensorFlowEngine implements Engine {
    private static final int SENTENCE_LENGTH_MAX = 400;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final Path home;
    private final int processors;
    private final LongSupplier nanoClock;

    TensorFlowEngine(Path home, int processors, LongSupplier nanoClock) {
        this.home = home;
        this.processors = processors;
        this.nanoClock = nanoClock;
    }

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        TensorFlowOptions options = TensorFlowOptions.of(settings, processors);
        String model = artifact.id().toString();
        if (!Files.isRegularFile(artifact.directory().resolve("saved_model.pb"))) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    model + " has no file saved_model.pb; put the content of the SavedModel's folder there, with its"
                            + " folders variables and assets");
        }
        NativeLibraries.load(home);
        try {
            SavedModelBundle bundle = open(artifact.directory(), options);
            try {
                return new TensorFlowModel(model, options, bundle, nanoClock);
            } catch (RuntimeException e) {
                bundle.close();
                throw e;
            }
        } catch (TensorFlowException | TFInvalidArgumentException e) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    model + " could not be loaded: "
                            + clean(e, artifact.directory().toString()));
        }
    }

    private static SavedModelBundle open(Path directory, TensorFlowOptions options) {
        ConfigProto threads = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(options.threads())
                .setInterOpParallelismThreads(options.interThreads())
                .setUsePerSessionThreads(true)
                .build();
        return SavedModelBundle.loader(directory.toString())
                .withTags(options.tags().toArray(String[]::new))
                .withConfigProto(threads)
                .load();
    }

    /** One line, without the folder. */
    static String clean(RuntimeException thrown, String folder) {
        String message = String.valueOf(thrown.getMessage());
        String known =
                folder.isEmpty() ? message : message.replace(folder + "/", "").replace(folder, ".");
        String line = SPACE.matcher(known).replaceAll(" ").trim();
        return line.length() <= SENTENCE_LENGTH_MAX ? line : line.substring(0, SENTENCE_LENGTH_MAX) + "…";
    }
}

package io.roundhouse.pytorch;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Looks at a file before PyTorch does, as PyTorch says of the commonest mistakes what only its makers understand. */
final class TorchScriptFile {
    private TorchScriptFile() {}

    static Path require(String model, Path directory, String name) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw refused(
                    model, "has no file " + name + "; put the TorchScript module there, or name it under engine: file");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.stream().noneMatch(entry -> entry.getName().contains("/code/"))) {
                throw refused(
                        model,
                        "could not be loaded: " + name + " holds weights and no code; save the module with"
                                + " torch.jit.script(module).save(...) instead of torch.save(...)");
            }
        } catch (IOException e) {
            throw refused(model, "could not be loaded: " + name + " is no TorchScript file, or was cut off");
        }
        return file;
    }

    private static InferenceException refused(String model, String why) {
        return new InferenceException(ErrorCode.LOAD_FAILED, model + " " + why);
    }
}

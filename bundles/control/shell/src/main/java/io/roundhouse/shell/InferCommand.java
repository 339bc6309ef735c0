package io.roundhouse.shell;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.flow.JsonInference;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:infer NAME FILE}. */
@Service
@Command(
        scope = "roundhouse",
        name = "infer",
        description = "Sends a request file to a model.",
        detailedDescription =
                "Sends a JSON request of the Open Inference Protocol to a model, the same way as HTTP, and"
                        + " prints the answer.\n\nExamples\n  roundhouse:infer minilm request.json")
public final class InferCommand implements Action {
    private static final long FILE_BYTES_MAX = 64L << 20; // as the HTTP body

    @Reference
    JsonInference inference;

    @Argument(index = 0, name = "name", description = "The model's name.", required = true)
    @Completion(ModelNameCompleter.class)
    String name;

    @Argument(index = 1, name = "file", description = "A JSON request.", required = true)
    @Completion(FileCompleter.class)
    String file;

    @Override
    public @Nullable Object execute() {
        print(System.out);
        return null;
    }

    void print(PrintStream out) {
        out.println(new String(inference.infer(name, read(Path.of(file))), StandardCharsets.UTF_8));
    }

    private static byte[] read(Path path) {
        try {
            long size = Files.size(path);
            if (size > FILE_BYTES_MAX) {
                throw new InferenceException(
                        ErrorCode.PAYLOAD_TOO_LARGE,
                        path + " has " + size + " bytes, at most " + FILE_BYTES_MAX + " are allowed");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_REQUEST,
                    path + " cannot be read; give a file that this server's user may read, as an absolute path",
                    e);
        }
    }
}

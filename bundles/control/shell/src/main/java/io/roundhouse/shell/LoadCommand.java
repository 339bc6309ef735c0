package io.roundhouse.shell;

import io.roundhouse.server.control.ModelRepository;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:load NAME}. */
@Service
@Command(
        scope = "roundhouse",
        name = "load",
        description = "Loads a model from its folder now.",
        detailedDescription =
                "Reads the model's folder now, also when it was unloaded before, and waits until the model"
                        + " is live or has failed.\n\nExamples\n  roundhouse:load credit")
public final class LoadCommand implements Action {
    @Reference
    ModelRepository repository;

    @Argument(name = "name", description = "The model's folder.", required = true)
    @Completion(FolderNameCompleter.class)
    String name;

    @Override
    public @Nullable Object execute() {
        print(System.out);
        return null;
    }

    void print(PrintStream out) {
        repository.load(name);
        out.println(name + " is live.");
    }
}

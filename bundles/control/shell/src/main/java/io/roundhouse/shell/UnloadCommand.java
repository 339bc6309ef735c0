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

/** {@code roundhouse:unload NAME}. */
@Service
@Command(
        scope = "roundhouse",
        name = "unload",
        description = "Takes a model out of service.",
        detailedDescription =
                "Drains and closes the model; it stays out until it is loaded again or its folder changes."
                        + "\n\nExamples\n  roundhouse:unload credit")
public final class UnloadCommand implements Action {
    @Reference
    ModelRepository repository;

    @Argument(name = "name", description = "The model's name.", required = true)
    @Completion(ModelNameCompleter.class)
    String name;

    @Override
    public @Nullable Object execute() {
        print(System.out);
        return null;
    }

    void print(PrintStream out) {
        repository.unload(name);
        out.println(name + " is out of service; roundhouse:load " + name + " brings it back.");
    }
}

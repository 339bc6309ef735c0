package io.roundhouse.shell;

import io.roundhouse.server.control.Offline;
import io.roundhouse.server.control.Offline.Subject;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** A command that runs a model's steps over a file. Karaf fills what stands here as it fills the command's own. */
abstract class FileWork implements Action {
    /** Optional, since all commands of this bundle leave the shell while one that is not is missing. */
    @Reference(optional = true)
    @Nullable
    Offline offline;

    @Reference(optional = true)
    @Nullable
    Session session;

    @Argument(name = "model", description = "Its name, or the path of its folder.", required = true)
    @Completion(FolderNameCompleter.class)
    String model = "";

    @Option(name = "--version", description = "The version whose steps they are; the newest without it.")
    String version = "";

    @Option(name = "--progress", description = "bar, lines or none; a bar on a terminal without it.")
    String progress = "";

    @Override
    public final @Nullable Object execute() {
        print(System.out, ProgressLine.of(progress, session, System.err));
        return null;
    }

    final Offline offline() {
        return OfflineDoor.of(offline);
    }

    final Subject subject() {
        return OfflineDoor.subject(model, version);
    }

    /** Does the work, and says what came of it. */
    abstract void print(PrintStream screen, ProgressLine line);
}

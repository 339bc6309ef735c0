package io.roundhouse.shell;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;

/** A command that prints a table, or JSON for a script. Karaf fills the option here as it fills the command's own. */
abstract class Listing implements Action {
    @Option(name = "--json", description = "Print JSON instead of a table.")
    boolean json;

    @Override
    public final @Nullable Object execute() {
        print(System.out);
        return null;
    }

    final void print(PrintStream out) {
        table().print(out, json);
    }

    abstract Table table();
}

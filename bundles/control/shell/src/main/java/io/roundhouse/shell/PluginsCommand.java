package io.roundhouse.shell;

import io.roundhouse.server.control.PluginControl;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:plugins}. */
@Service
@Command(
        scope = "roundhouse",
        name = "plugins",
        description = "Lists engines, transformers, routers and monitors.",
        detailedDescription = "Lists every plugin with its kind, version, bundle and the models that use it."
                + "\n\nExamples\n  roundhouse:plugins\n  roundhouse:plugins --json")
public final class PluginsCommand implements Action {
    @Reference
    PluginControl plugins;

    @Option(name = "--json", description = "Print JSON instead of a table.")
    boolean json;

    @Override
    public @Nullable Object execute() {
        print(System.out);
        return null;
    }

    void print(PrintStream out) {
        Table table = new Table("No plugin is registered.", "kind", "name", "version", "bundle_id", "bundle", "models");
        plugins.plugins()
                .forEach(plugin -> table.row(
                        plugin.kind(),
                        plugin.name(),
                        plugin.version(),
                        plugin.bundleId(),
                        plugin.bundle(),
                        Texts.list(plugin.models())));
        table.print(out, json);
    }
}

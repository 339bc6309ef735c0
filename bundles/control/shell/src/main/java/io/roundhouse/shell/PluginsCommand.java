package io.roundhouse.shell;

import io.roundhouse.server.control.PluginControl;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code roundhouse:plugins}. */
@Service
@Command(
        scope = "roundhouse",
        name = "plugins",
        description = "Lists engines, transformers, routers and monitors.",
        detailedDescription = "Lists every plugin with its kind, version, bundle and the models that use it."
                + "\n\nExamples\n  roundhouse:plugins\n  roundhouse:plugins --json")
public final class PluginsCommand extends Listing {
    @Reference
    PluginControl plugins;

    @Override
    Table table() {
        Table table = new Table("No plugin is registered.", "kind", "name", "version", "bundle_id", "bundle", "models");
        plugins.plugins()
                .forEach(plugin -> table.row(
                        plugin.kind(),
                        plugin.name(),
                        plugin.version(),
                        plugin.bundleId(),
                        plugin.bundle(),
                        Texts.list(plugin.models())));
        return table;
    }
}

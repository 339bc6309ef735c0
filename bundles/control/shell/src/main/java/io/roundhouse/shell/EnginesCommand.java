package io.roundhouse.shell;

import io.roundhouse.server.control.PluginControl;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code roundhouse:engines}. */
@Service
@Command(
        scope = "roundhouse",
        name = "engines",
        description = "Lists the engines and the models on each.",
        detailedDescription = "Lists every engine version that is running, with its bundle and the models on it."
                + "\n\nExamples\n  roundhouse:engines\n  roundhouse:engines --json")
public final class EnginesCommand extends Listing {
    @Reference
    PluginControl plugins;

    @Override
    Table table() {
        Table table = new Table(
                "No engine is running; install one, for example: bundle:install -s"
                        + " mvn:io.roundhouse.engines/onnxruntime/1.29.0",
                "engine",
                "version",
                "bundle_id",
                "bundle",
                "models");
        plugins.plugins().stream()
                .filter(plugin -> plugin.kind().equals("engine"))
                .forEach(plugin -> table.row(
                        plugin.name(),
                        plugin.version(),
                        plugin.bundleId(),
                        plugin.bundle(),
                        Texts.list(plugin.models())));
        return table;
    }
}

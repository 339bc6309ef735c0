package io.roundhouse.shell;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.PluginControl;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
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
        detailedDescription = "Lists every plugin with its kind, version, bundle and the models that use it; or with"
                + " --why what a model needs of them, as its folder says now, and whether it is there: engine, devices,"
                + " steps, router, monitors.\n\nExamples\n  roundhouse:plugins\n  roundhouse:plugins --json"
                + "\n  roundhouse:plugins --why minilm")
public final class PluginsCommand extends Listing {
    @Reference
    PluginControl plugins;

    @Reference
    ModelRepository repository;

    @Option(name = "--why", description = "What this model needs, whether it is served or not.")
    @Completion(FolderNameCompleter.class)
    @Nullable
    String why;

    @Override
    Table table() {
        return why == null ? all() : needs(why);
    }

    private Table all() {
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

    private Table needs(String model) {
        List<String> known = repository.names();
        if (!known.contains(model)) {
            throw new InferenceException(
                    ErrorCode.MODEL_NOT_FOUND,
                    "there is no model folder '" + model + "'" + Nearest.suggestion(model, known));
        }
        ModelDefinition definition = repository.read(repository.directory().resolve(model));
        Table table = new Table("The model needs nothing.", "need", "wanted", "state", "detail");
        plugins.needs(definition)
                .forEach(need -> table.row(need.kind(), need.wanted(), need.met() ? "met" : "MISSING", need.detail()));
        return table;
    }
}

package io.roundhouse.shell;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.Shadowing;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:model NAME}. */
@Service
@Command(
        scope = "roundhouse",
        name = "model",
        description = "Tells all about one model.",
        detailedDescription = "Tells all about one model: what clients send and get, the steps before and after it,"
                + " engine, arms, labels, state and reason, and what there is to note, for each version;"
                + " and what its router counted and watching arms got.\n\nExamples\n  roundhouse:model minilm"
                + "\n  roundhouse:model --json minilm")
public final class ModelCommand extends Listing {
    @Reference
    ModelCatalog catalog;

    @Reference(optional = true)
    @Nullable
    Shadowing shadowing;

    @Argument(name = "name", description = "The model's name.", required = true)
    @Completion(ModelNameCompleter.class)
    String name;

    @Override
    Table table() {
        List<ModelStatus> all = catalog.models();
        List<ModelStatus> versions =
                all.stream().filter(model -> model.id().name().equals(name)).toList();
        if (versions.isEmpty()) {
            List<String> known =
                    all.stream().map(model -> model.id().name()).distinct().toList();
            throw new InferenceException(
                    ErrorCode.MODEL_NOT_FOUND, "no model is named '" + name + "'" + Nearest.suggestion(name, known));
        }
        Table table = new Table("", "what", "value");
        versions.forEach(version -> describe(version, table));
        counts(table);
        shadows(table);
        return table;
    }

    private void counts(Table table) {
        new TreeMap<>(catalog.counts(name))
                .forEach((what, count) -> table.row("router", String.format(Locale.ROOT, "%,d %s", count, what)));
    }

    private void shadows(Table table) {
        Shadowing known = shadowing;
        if (known != null) {
            known.arms().stream()
                    .filter(arm -> arm.model().equals(name))
                    .forEach(arm -> table.row("shadow " + arm.arm(), Shadows.sentence(arm)));
        }
    }

    private static void describe(ModelStatus model, Table table) {
        table.row("model", model.id());
        table.row("state", model.state());
        if (!model.reason().isEmpty()) {
            table.row("reason", model.reason());
        }
        table.row("engine", (model.engine() + " " + model.engineVersion()).strip());
        table.row("arms", Texts.list(model.arms()));
        table.row("labels", Texts.list(model.labels()));
        table.row("live since", Texts.time(model.liveSinceMillis()));
        model.spec().ifPresent(spec -> {
            table.row("inputs", Texts.specs(spec.inputs()));
            table.row("outputs", Texts.specs(spec.outputs()));
            table.row("batches rows", spec.batches() ? "yes" : "no");
        });
        table.row("transformers", Texts.list(model.transformers()));
        model.notes().forEach(note -> table.row("note", note));
    }
}

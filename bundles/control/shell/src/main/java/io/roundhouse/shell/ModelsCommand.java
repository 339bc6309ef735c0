package io.roundhouse.shell;

import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.flow.ModelCatalog;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code roundhouse:models}. */
@Service
@Command(
        scope = "roundhouse",
        name = "models",
        description = "Lists every model version with its state and engine.",
        detailedDescription =
                "Lists every model version with its state and engine; a version that is not live says why."
                        + "\n\nExamples\n  roundhouse:models\n  roundhouse:models --json")
public final class ModelsCommand extends Listing {
    @Reference
    ModelCatalog catalog;

    @Override
    Table table() {
        Table table = new Table(
                "No model. Put a folder NAME/1/model.onnx into the models directory.",
                "model",
                "version",
                "state",
                "engine",
                "arms",
                "live_since",
                "reason");
        for (ModelStatus model : catalog.models()) {
            table.row(
                    model.id().name(),
                    model.id().version(),
                    model.state(),
                    (model.engine() + " " + model.engineVersion()).strip(),
                    Texts.list(model.arms()),
                    Texts.time(model.liveSinceMillis()),
                    Texts.orDash(model.reason()));
        }
        return table;
    }
}

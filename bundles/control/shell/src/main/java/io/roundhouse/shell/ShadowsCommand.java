package io.roundhouse.shell;

import io.roundhouse.server.flow.Shadowing;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code roundhouse:shadows [NAME]}. */
@Service
@Command(
        scope = "roundhouse",
        name = "shadows",
        description = "Shows what watching arms got of the requests they were to watch.",
        detailedDescription = "Shows for each watching arm the requests mirrored, answered and failed, those left out"
                + " by reason, and whether it gets anything at all."
                + "\n\nExamples\n  roundhouse:shadows\n  roundhouse:shadows --json credit")
public final class ShadowsCommand extends Listing {
    @Reference
    Shadowing shadowing;

    @Argument(name = "name", description = "Only this model.")
    @Completion(ModelNameCompleter.class)
    String name = "";

    @Override
    Table table() {
        Table table = new Table(
                "No arm watches. Give one 'mirror: 20' in model.yaml, and it watches 20 % of the requests.",
                "model", "arm", "mirrored", "got", "answered", "failed", "waiting", "left_out", "alarm");
        shadowing.arms().stream()
                .filter(arm -> name.isEmpty() || arm.model().equals(name))
                .forEach(arm -> table.row(
                        arm.model(),
                        arm.arm(),
                        arm.mirrored(),
                        arm.got(),
                        arm.answered(),
                        arm.failed(),
                        arm.waiting(),
                        Shadows.leftOut(arm),
                        Shadows.alarm(arm)));
        return table;
    }
}

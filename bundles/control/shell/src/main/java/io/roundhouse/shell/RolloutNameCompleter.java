package io.roundhouse.shell;

import io.roundhouse.server.control.Rollouts;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Names of models that have a rollout; none while nobody keeps rollouts. */
@Service
public final class RolloutNameCompleter implements Completer {
    @Reference(optional = true)
    @Nullable
    Rollouts rollouts;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(names()).complete(session, line, candidates);
    }

    List<String> names() {
        Rollouts there = rollouts;
        return there == null
                ? List.of()
                : there.rollouts().stream().map(Rollouts.Report::model).toList();
    }
}

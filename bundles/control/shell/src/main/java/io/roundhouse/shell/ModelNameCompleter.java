package io.roundhouse.shell;

import io.roundhouse.server.flow.ModelCatalog;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Names of models that are known. */
@Service
public final class ModelNameCompleter implements Completer {
    @Reference
    ModelCatalog catalog;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(catalog.models().stream()
                        .map(model -> model.id().name())
                        .toList())
                .complete(session, line, candidates);
    }
}

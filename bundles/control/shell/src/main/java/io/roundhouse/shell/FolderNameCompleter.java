package io.roundhouse.shell;

import io.roundhouse.server.control.ModelRepository;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Names of model folders, loaded or not. */
@Service
public final class FolderNameCompleter implements Completer {
    @Reference
    ModelRepository repository;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(repository.names()).complete(session, line, candidates);
    }
}

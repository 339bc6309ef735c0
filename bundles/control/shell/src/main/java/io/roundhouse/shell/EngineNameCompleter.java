package io.roundhouse.shell;

import io.roundhouse.server.control.PluginControl;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Names of engines that are running. */
@Service
public final class EngineNameCompleter implements Completer {
    @Reference
    PluginControl plugins;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(plugins.plugins().stream()
                        .filter(plugin -> plugin.kind().equals("engine"))
                        .map(plugin -> plugin.name())
                        .toList())
                .complete(session, line, candidates);
    }
}

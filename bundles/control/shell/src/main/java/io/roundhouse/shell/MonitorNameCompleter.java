package io.roundhouse.shell;

import io.roundhouse.server.flow.Monitoring;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Names of monitors that can be attached, or are. */
@Service
public final class MonitorNameCompleter implements Completer {
    @Reference(optional = true)
    @Nullable
    Monitoring monitoring;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(names()).complete(session, line, candidates);
    }

    List<String> names() {
        Monitoring there = monitoring;
        return there == null
                ? List.of()
                : Stream.concat(
                                there.available().stream(),
                                there.attachments().stream().map(Monitoring.Attachment::monitor))
                        .distinct()
                        .sorted()
                        .toList();
    }
}

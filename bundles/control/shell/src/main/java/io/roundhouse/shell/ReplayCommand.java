package io.roundhouse.shell;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Replay;
import io.roundhouse.server.control.Replay.Order;
import io.roundhouse.server.control.Replay.Replayed;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:replay FILE…}. */
@Service
@Command(
        scope = "roundhouse",
        name = "replay",
        description = "Sends captured requests again and compares the answers.",
        detailedDescription =
                "Sends the requests of captures (monitor 'capture') to a server, compares each answer with the"
                        + " one captured, and says how many are equal, how far the others are off and which labels flipped. It"
                        + " fails unless every request was answered.\n\n"
                        + "Examples\n"
                        + "  roundhouse:replay /captures/capture-20261127T120000.000Z.jsonl\n"
                        + "  roundhouse:replay --model credit:2 --speed 1x /captures/capture-20261127T120000.000Z.jsonl\n"
                        + "  roundhouse:replay --url http://127.0.0.1:9090 --rate 200 --limit 10000 capture.jsonl")
public final class ReplayCommand implements Action {
    /** Optional, since all commands of this bundle leave the shell while one that is not is missing. */
    @Reference(optional = true)
    @Nullable
    Replay replay;

    @Reference(optional = true)
    @Nullable
    Session session;

    @Argument(name = "files", description = "Captures.", required = true, multiValued = true)
    @Completion(FileCompleter.class)
    List<String> files = List.of();

    @Option(name = "--model", description = "NAME or NAME:VERSION to ask; those that were asked without it.")
    String model = "";

    @Option(name = "--url", description = "The server to ask.")
    String url = "http://127.0.0.1:8080";

    @Option(name = "--rate", description = "Requests a second; as many as are answered without it.")
    String rate = "0";

    @Option(name = "--speed", description = "1x as far apart as they came, 2x twice as close.")
    String speed = "0";

    @Option(name = "--limit", description = "Requests at most.")
    String limit = "0";

    @Option(name = "--in-flight", description = "Requests at once, 1 to 256.")
    String inFlight = "4";

    @Option(name = "--label", description = "The output that decides; without it the one that looks like it.")
    String label = "";

    @Option(name = "--progress", description = "bar, lines or none; a bar on a terminal without it.")
    String progress = "";

    @Override
    public @Nullable Object execute() {
        print(System.out, ProgressLine.of(progress, session, System.err));
        return null;
    }

    void print(PrintStream out, ProgressLine line) {
        Replay there = Refusal.unlessThere(
                replay, "nothing here replays captures, as its bundle is not running", "roundhouse-replay");
        Replayed done;
        try (line) {
            done = there.replay(order(), line);
        }
        ReplayText.print(out, url, done);
        if (done.sent() == 0) {
            throw Refusal.request("the files hold no exchange");
        }
        if (done.answered() < done.sent()) {
            throw new InferenceException(
                    ErrorCode.INTERNAL,
                    (done.sent() - done.answered()) + " of " + done.sent() + " requests were not answered");
        }
    }

    private Order order() {
        int colon = model.indexOf(':');
        String name = colon < 0 ? model : model.substring(0, colon);
        Optional<String> version = colon < 0 ? Optional.empty() : Optional.of(model.substring(colon + 1));
        return new Order(
                files.stream().map(Path::of).toList(),
                uri(url),
                name.isEmpty() ? Optional.empty() : Optional.of(name),
                version,
                label.isEmpty() ? Optional.empty() : Optional.of(label),
                number("--rate", rate),
                number("--speed", speed.endsWith("x") ? speed.substring(0, speed.length() - 1) : speed),
                (long) number("--limit", limit),
                (int) number("--in-flight", inFlight));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_REQUEST, "--url must be like http://127.0.0.1:8080, was '" + text + "'", e);
        }
    }

    private static double number(String option, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InferenceException(
                    ErrorCode.INVALID_REQUEST, option + " must be a number, was '" + text + "'", e);
        }
    }
}

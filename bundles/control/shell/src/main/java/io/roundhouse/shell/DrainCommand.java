package io.roundhouse.shell;

import io.roundhouse.server.flow.Admission;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code roundhouse:drain}. */
@Service
@Command(
        scope = "roundhouse",
        name = "drain",
        description = "Takes no more requests and waits for those inside.",
        detailedDescription = "Takes no more requests, so that /v2/health/ready answers 503 and a load balancer goes"
                + " elsewhere, and waits until those inside are answered. --resume lets requests in again."
                + "\n\nExamples\n  roundhouse:drain\n  roundhouse:drain --seconds 60\n  roundhouse:drain --resume")
public final class DrainCommand implements Action {
    private static final int SECONDS_MAX = 3600;

    @Reference
    Admission admission;

    @Option(name = "--seconds", description = "How long to wait, 1 to 3600.")
    int seconds = 20;

    @Option(name = "--resume", description = "Let requests in again.")
    boolean resume;

    @Override
    public @Nullable Object execute() {
        print(System.out);
        return null;
    }

    void print(PrintStream out) {
        if (resume) {
            admission.resume();
            out.println("Requests are let in again.");
            return;
        }
        if (seconds < 1 || seconds > SECONDS_MAX) {
            throw new IllegalArgumentException("--seconds must be 1.." + SECONDS_MAX + ", was " + seconds);
        }
        boolean everybodyOut = admission.drain(Duration.ofSeconds(seconds));
        out.println(
                everybodyOut
                        ? "Drained: no request is inside. roundhouse:drain --resume lets them in again."
                        : "Some requests are still inside after " + seconds + " s; no new one is let in.");
    }
}

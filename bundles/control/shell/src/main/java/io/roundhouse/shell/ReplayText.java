package io.roundhouse.shell;

import io.roundhouse.server.control.Replay.Agreement;
import io.roundhouse.server.control.Replay.Replayed;
import io.roundhouse.server.control.Replay.Times;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a replay found, in a few sentences. */
final class ReplayText {
    private static final double NANOS_A_MILLI = 1e6;
    private static final long BEHIND_MILLIS_MIN = 100; // less is how threads wake

    private ReplayText() {}

    static void print(PrintStream out, String url, Replayed done) {
        double seconds = Math.max(1e-3, done.took().toNanos() / 1e9);
        out.println(String.format(
                Locale.ROOT,
                "Sent %,d requests to %s in %s: %,d answered, %,.0f a second.",
                done.sent(),
                url,
                Texts.duration(done.took()),
                done.answered(),
                done.answered() / seconds));
        if (!done.failures().isEmpty()) {
            out.println(done.failures().entrySet().stream()
                    .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", ", "Not answered: ", ".")));
        }
        agreement(out, done.agreement());
        if (done.replayed().count() > 0) {
            out.println("Latency here at the client: " + times(done.replayed()) + "."
                    + (done.captured().count() == 0
                            ? ""
                            : " Captured inside the server: " + times(done.captured()) + "."));
        }
        if (done.behind().toMillis() >= BEHIND_MILLIS_MIN) {
            out.println("At worst " + Texts.duration(done.behind())
                    + " behind the pace: more in flight would help, or the" + " server is slower than that.");
        }
        if (done.unreadable() > 0) {
            out.println(done.unreadable() + (done.unreadable() == 1 ? " line is" : " lines are") + " no exchange.");
        }
        out.flush();
    }

    private static void agreement(PrintStream out, Agreement agreement) {
        if (agreement.compared() == 0) {
            out.println("No answer was captured, so there is nothing to compare with.");
            return;
        }
        out.println(String.format(
                Locale.ROOT,
                "Compared %,d answers: %,d equal, %,d with other outputs, types or shapes%s.",
                agreement.compared(),
                agreement.equal(),
                agreement.unlike(),
                agreement.differenceMax() > 0
                        ? String.format(
                                Locale.ROOT,
                                "; the largest difference is %.4g, in %s",
                                agreement.differenceMax(),
                                agreement.differenceAt())
                        : ""));
        out.println(
                agreement.labels() == 0
                        ? "No output is a label; --label says which is."
                        : String.format(
                                Locale.ROOT,
                                "Labels: %,d of %,d rows flipped.",
                                agreement.flips(),
                                agreement.labels()));
    }

    private static String times(Times times) {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p99 %.2f ms",
                times.p50Nanos() / NANOS_A_MILLI,
                times.p99Nanos() / NANOS_A_MILLI);
    }
}
